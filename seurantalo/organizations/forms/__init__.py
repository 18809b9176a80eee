"""The forms: `joining` registers, claims and invites, `editing` tells all of an organisation."""
