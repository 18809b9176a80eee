"""Pages of the room: answering a letter, and what coordinators and organisers look after."""
