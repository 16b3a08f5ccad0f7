"use strict";
(() => {
  const card = document.getElementById("card");
  let shown = null; // the element whose marks the card shows
  let hiding = 0;

  const byMark = (name) => document.querySelectorAll(`article [data-marks~="${name}"]`);
  const record = (name) => document.getElementById(name);
  const visible = (name) => record(name).closest(".group").offsetParent !== null || !record(name).checkVisibility;
  const kindOf = (name) => [...record(name).classList].find((c) => c !== "record" && c !== "on");

  function light(names) {
    for (const lit of document.querySelectorAll(".on")) {
      lit.classList.remove("on");
      lit.style.removeProperty("--kind");
    }
    names.forEach((name, place) => {
      record(name).classList.add("on");
      for (const piece of byMark(name)) {
        if (place > 0) continue;
        piece.classList.add("on");
        piece.style.setProperty("--kind", `var(--${kindOf(name)})`);
      }
    });
  }

  function fill(names) {
    card.replaceChildren(...names.map((name) => {
      const part = document.createElement("div");
      part.className = kindOf(name);
      const head = document.createElement("div");
      head.className = "head";
      head.append(...record(name).querySelector("summary").cloneNode(true).childNodes);
      part.append(head, ...["dl", "h3", ".why"].map((s) => record(name).querySelector(s).cloneNode(true)));
      return part;
    }));
  }

  function place(element) {
    const lines = [...element.getClientRects()];
    const line = lines[lines.length - 1];
    if (!line) return;
    const left = Math.min(line.left, document.documentElement.clientWidth - card.offsetWidth - 16);
    const below = line.bottom + 18 + card.offsetHeight < window.innerHeight || lines[0].top < card.offsetHeight + 12;
    const top = below ? line.bottom + 18 : lines[0].top - card.offsetHeight - 8;
    card.style.left = `${Math.max(16, left) + window.scrollX}px`;
    card.style.top = `${top + window.scrollY}px`;
  }

  function show(element) {
    clearTimeout(hiding);
    const names = element.dataset.marks.split(" ").filter(visible);
    if (!names.length) return hide();
    if (shown === element && !card.hidden) return;
    if (shown) shown.removeAttribute("aria-describedby");
    shown = element;
    fill(names);
    light(names);
    card.hidden = false;
    card.scrollTop = 0;
    place(element);
    element.setAttribute("aria-describedby", "card");
  }

  function hide() {
    clearTimeout(hiding);
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
    light([]);
  }

  const hideSoon = () => { clearTimeout(hiding); hiding = setTimeout(hide, 220); };
  const marked = (event) => event.target.closest ? event.target.closest("article [data-marks]") : null;

  document.addEventListener("pointerover", (event) => {
    if (marked(event)) show(marked(event));
    else if (event.target.closest && event.target.closest("#card")) clearTimeout(hiding);
    else if (shown && shown !== document.activeElement) hideSoon();
  });
  document.addEventListener("focusin", (event) => { if (marked(event)) show(marked(event)); else hide(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  window.addEventListener("resize", () => { if (shown) place(shown); });

  // A label opens its record in the list; a record in the list shows its words in the text.
  document.addEventListener("click", (event) => {
    const label = event.target.closest("a.label");
    const summary = event.target.closest("summary");
    if (label) {
      event.preventDefault();
      const details = record(label.dataset.marks);
      details.open = true;
      const list = details.closest("aside"); // beside the text it has a scroll bar of its own
      if (list.scrollHeight > list.clientHeight) list.scrollTo({ top: details.offsetTop - 32, behavior: "smooth" });
    }
    if (summary && !summary.parentElement.open) {
      const name = summary.parentElement.id;
      light([name]);
      document.getElementById(`at-${name}`)?.scrollIntoView({ block: "center" });
    }
  });
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
})();
