"""What rooms above hear about people: the only way up.

`leaving`: somebody's account is about to be erased (`user`), inside the same transaction and before
anything of hers is gone. Receivers take away or hand over what is theirs to care for, and tell the
coordinator when an organisation would be left without a manager. What they raise stops the erasure.
"""

from __future__ import annotations

from django.dispatch import Signal

leaving = Signal()
