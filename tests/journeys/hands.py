"""How a person uses a page: with a finger, or by the keyboard alone. Each counts what it took.

One press of a button, a link or a choice is one interaction, and so is one filled field; how many
times Tab was pressed on the way is not counted.
"""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page

FAR = 220  # Tab is not pressed more often than this to get anywhere
HOLDS_FOCUS = "el => el === document.activeElement"


class Finger:
    """Touches what is on the screen."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, role: str, name: str, *, within: str = "body") -> None:
        """Press a button or follow a link by the words on it."""
        found = self.page.locator(within).get_by_role(role, name=name, exact=True)
        self.touch(found.locator("visible=true").first)

    def open(self, words: str) -> None:
        """Unfold what is folded."""
        self.touch(self.page.locator("summary").filter(has_text=words).first)

    def fill(self, label: str, text: str) -> None:
        """Write into a field."""
        self.write(self.page.get_by_label(label).locator("visible=true").first, text)

    def choose(self, words: str) -> None:
        """Tick, or choose one of several."""
        self.pick(self.page.locator("label").filter(has_text=words).first)

    def touch(self, what: Locator) -> None:
        self.count += 1
        what.click()

    def write(self, field: Locator, text: str) -> None:
        self.count += 1
        field.fill(text)

    def pick(self, label: Locator) -> None:
        self.touch(label)


class Keys(Finger):
    """Tab, Enter, Space and arrows: nothing is clicked, and nothing is given focus from outside."""

    def touch(self, what: Locator) -> None:
        self.count += 1
        self.reach(what)
        self.page.keyboard.press("Enter")

    def write(self, field: Locator, text: str) -> None:
        self.count += 1
        self.reach(field)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def pick(self, label: Locator) -> None:
        self.count += 1
        control = self.page.locator(f"#{label.evaluate('el => el.control.id')}")
        if control.get_attribute("type") == "radio":
            self._among(control)
        else:
            self.reach(control)
            self.page.keyboard.press("Space")

    def _among(self, radio: Locator) -> None:
        """Tab stops at one of a group only; arrows go through it."""
        name = radio.get_attribute("name")
        group = self.page.locator(f"input[type=radio][name='{name}']")
        self._tab_until(lambda: any(each.evaluate(HOLDS_FOCUS) for each in group.all()))
        for _each in range(group.count()):
            if radio.evaluate(HOLDS_FOCUS):
                break
            self.page.keyboard.press("ArrowDown")
        if not radio.is_checked():
            self.page.keyboard.press("Space")
        assert radio.is_checked()

    def reach(self, what: Locator) -> None:
        """Tab to it; it has to be seen where the focus is."""
        self._tab_until(lambda: what.evaluate(HOLDS_FOCUS))
        assert what.is_visible()

    def _tab_until(self, there) -> None:
        for _each in range(FAR):
            if there():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("Tab does not lead there")


def code_to(mailoutbox, address: str) -> str:
    """The six digits of the newest letter to an address."""
    return re.search(r"\b(\d{6})\b", letter_to(mailoutbox, address).body)[1]


def letter_to(mailoutbox, address: str, subject: str = ""):
    """The newest letter to an address, with these words in its subject."""
    ours = [each for each in mailoutbox if each.to == [address] and subject in each.subject]
    assert ours, f"no letter to {address}: {[(m.to, m.subject) for m in mailoutbox]}"
    return ours[-1]


def link_in(letter, words: str, live_server) -> str:
    """The link of a letter under a button with these words, as its reader would press it."""
    html = next(part.content for part in letter.alternatives if part.mimetype == "text/html")
    found = re.search(rf'<a href="([^"]+)"[^>]*>\s*{re.escape(words)}\s*</a>', html)
    assert found, f"no button “{words}” in “{letter.subject}”"
    return found[1].replace("&amp;", "&").replace("http://localhost:8000", live_server.url)
