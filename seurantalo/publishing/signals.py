"""The only way up the stairs: lower rooms tell, higher rooms listen in their `receivers.py`.

Sent inside the transaction that changed the public version, so that what is derived from it (the
search document, the occurrences) is true at the very commit. A receiver with an effect outside the
database (a letter, another system) enqueues a task: the queue lies in the same database, so the
task is there at the commit or never (decision 9).

Arguments: `instance` (the Publishable); `merged` and `parted` (a merge undone) also have `into`,
`by` and `merge`, in whose `kept["moved"]` a room leaves what it moved; `submitted`, `returned` and
`approved` also have `by` (who did it) and `comment`. Of `mended` it is something that
public records share, such as a location, or one whose times are other without a new version.
"""

from django.dispatch import Signal

published = Signal()
withdrawn = Signal()
merged = Signal()
parted = Signal()
mended = Signal()
submitted = Signal()
returned = Signal()
approved = Signal()
