"""The only way up the stairs: lower rooms tell, higher rooms listen in their `receivers.py`.

Sent inside the transaction that changed the public version, so that what is derived from it (the
search document, the occurrences) is true at the very commit. A receiver with an effect outside the
database (mail) must wait with `transaction.on_commit`.

Arguments: `instance` (the Publishable); `merged` also has `into`. Of `mended` it is something that
public records share, such as a location.
"""

from django.dispatch import Signal

published = Signal()
withdrawn = Signal()
merged = Signal()
mended = Signal()
