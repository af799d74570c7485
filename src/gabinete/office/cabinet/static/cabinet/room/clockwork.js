// The office's clock rules. A screen whose own clock is an hour off shows the right time and the right timer.

// A page that this browser kept says when: the office's clock went on since.
let offset = Number(document.body.dataset.now || Date.now()) - Number(document.body.dataset.keptAt || Date.now());

export const officeNow = () => Date.now() + offset;
export function setOffice(now) { offset = now - Date.now(); }

const two = (n) => String(n).padStart(2, "0");

function tick() {
  const now = officeNow();
  for (const clock of document.querySelectorAll("[data-clock]")) {
    clock.textContent = new Intl.DateTimeFormat("es-MX", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "America/Hermosillo" }).format(now);
  }
  for (const bar of document.querySelectorAll("progress[data-started]")) {
    const seconds = Math.max(0, Math.floor((now - Number(bar.dataset.started)) / 1000));
    bar.value = Math.min(seconds, bar.max);
    const around = bar.closest(".timer");
    around.classList.toggle("over", seconds > bar.max);
    const said = around.querySelector(".timer-said");
    said.textContent = said.dataset.of.replace("%s", `${Math.floor(seconds / 60)}:${two(seconds % 60)}`);
  }
}
setInterval(tick, 1000);
tick();
