// Enhancements of any page. Buttons come `hidden` from the server and appear only where they work.

const show = (selector, wire) =>
  document.querySelectorAll(selector).forEach((button) => {
    wire(button);
    button.hidden = false;
  });

const say = (text) => {
  const status = document.getElementById("status");
  if (status) status.textContent = text;
};

if (navigator.share || navigator.clipboard) {
  show("[data-share]", (button) =>
    button.addEventListener("click", async () => {
      const page = { title: document.title, url: location.href };
      try {
        if (navigator.share) return await navigator.share(page);
        await navigator.clipboard.writeText(page.url);
        say(button.dataset.copied);
        button.querySelector("span").textContent = button.dataset.copied;
      } catch {
        // The reader closed the dialog, or the browser refused: the address bar still has it.
      }
    }),
  );
}

if (navigator.clipboard) {
  show("[data-copy]", (button) =>
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copy);
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        say(button.dataset.copied);
        button.querySelector("span").textContent = button.dataset.copied;
      } catch {
        // The browser refused: the address stands chosen in its field.
      }
    }),
  );
}

show("[data-print]", (button) => button.addEventListener("click", () => print()));

if (window.speechSynthesis) {
  show("[data-read-aloud]", (button) => {
    const label = button.querySelector("span");
    const [start, stop] = [label.textContent, button.dataset.stop];
    const rest = () => {
      label.textContent = start;
      button.setAttribute("aria-pressed", "false");
    };
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-pressed") === "true") {
        speechSynthesis.cancel();
        return rest();
      }
      const text = document.querySelector(button.dataset.readAloud).innerText;
      const speech = new SpeechSynthesisUtterance(text);
      speech.lang = document.documentElement.lang;
      speech.onend = speech.onerror = rest;
      speechSynthesis.cancel();
      speechSynthesis.speak(speech);
      label.textContent = stop;
      button.setAttribute("aria-pressed", "true");
    });
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
}

addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.site-menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What has to be mended is read first.
document.querySelector(".error-summary")?.focus();
