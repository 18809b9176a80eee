// While a plan is told, what its dates may clash with is asked as they change. The page asks by its
// own attributes (htmx); here is only what to do when no answer comes.
import "htmx.org/dist/htmx.esm.min.js";

const advice = document.getElementById("plan-advice");

// What was advised of other hours must not stay as if it were of these.
function failed() {
  advice.textContent = advice.dataset.failed;
  document.getElementById("status").textContent = advice.dataset.failed;
}

// Without free dates the button that asks for them stays.
const ours = (ctx) => advice && ctx?.target === advice;

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  const { raw } = ctx.response;
  if (raw.ok && !raw.redirected) return;
  event.preventDefault(); // an error page, or the one of signing in, does not belong inside the form
  if (ours(ctx)) failed();
});

document.addEventListener("htmx:error", ({ detail }) => {
  if (ours(detail.ctx)) failed();
});
