"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = document.getElementById("filters");

  // What the search finds: all words of an example but those of its prompts and raw replies.
  const known = new WeakMap();
  const words = (example) => {
    if (!known.has(example)) {
      const copy = example.cloneNode(true);
      for (const one of all(".said", copy)) one.remove();
      known.set(example, copy.textContent.toLowerCase());
    }
    return known.get(example);
  };

  // Filters: an example is shown if each control that is set agrees.
  const shows = (example, set) => {
    const has = (name) => (example.dataset[name] || "").split(" ").includes(set.get(name));
    const text = (set.get("text") || "").trim().toLowerCase();
    return (!set.get("kind") || example.dataset.kind === set.get("kind"))
      && (!set.get("status") || has("status"))
      && (!set.get("move") || has("move"))
      && (!set.get("error") || "error" in example.dataset)
      && (!text || words(example).includes(text));
  };
  const filter = () => {
    if (!form) return;
    const set = new FormData(form);
    const examples = all("details.example");
    let shown = 0;
    for (const example of examples) {
      example.hidden = !shows(example, set);
      shown += !example.hidden;
    }
    form.querySelector("output").textContent = `${shown} of ${examples.length} shown`;
  };
  if (form) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.elements.namedItem("all").addEventListener("click", () => {
      form.reset();
      filter();
    });
    form.elements.namedItem("open").addEventListener("click", () => {
      for (const example of all("details.example")) if (!example.hidden) example.open = true;
    });
    filter();
  }
  document.addEventListener("redraft:changed", filter);

  // The ledger: what belongs to a weakness lights up while it is pointed at, in focus or chosen.
  const ROLES = ["quote", "edit", "evidence"];
  const passages = (entry) => ROLES.flatMap((role) =>
    all(`[data-${role}~="${entry.dataset.key}"]`, entry.closest(".made")).map((one) => [role, one]));
  const light = (entry) => {
    for (const one of all(".lit")) one.classList.remove("lit", ...ROLES.map((role) => `lit-${role}`));
    const chosen = all(".entry.chosen");
    for (const one of entry ? [...chosen, entry] : chosen) {
      one.classList.add("lit");
      for (const [role, passage] of passages(one)) passage.classList.add("lit", `lit-${role}`);
    }
  };
  const choose = (entry, on) => {
    for (const one of all(".entry.chosen")) {
      one.classList.remove("chosen");
      one.querySelector("button").setAttribute("aria-pressed", "false");
    }
    if (on) {
      entry.classList.add("chosen");
      entry.querySelector("button").setAttribute("aria-pressed", "true");
      const [, near] = passages(entry).find(([role]) => role === "edit") || passages(entry)[0] || [];
      if (near) near.scrollIntoView({ block: "nearest" });
    }
    light(null);
  };
  const entry = (event) => event.target instanceof Element && event.target.closest(".entry");
  document.addEventListener("pointerover", (event) => light(entry(event)));
  document.addEventListener("focusin", (event) => light(entry(event)));
  document.addEventListener("focusout", () => light(null));
  document.addEventListener("click", (event) => {
    const one = event.target instanceof Element && event.target.closest(".entry button");
    if (one) choose(one.parentElement, !one.parentElement.classList.contains("chosen"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") choose(null, false);
  });

  // A link to an example opens it, one to a prompt all that it is folded into; a filter gives way.
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    let folded = false;
    if (target?.closest("details.example")?.hidden) {
      form.reset();
      filter();
      folded = true;
    }
    for (let one = target; one; one = one.parentElement) {
      if (!(one instanceof HTMLDetailsElement) || one.open) continue;
      one.open = true;
      folded = true;
    }
    if (folded) target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
})();
