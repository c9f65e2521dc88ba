"use strict";
(() => {
  // While a run is at work, what has changed is put in the place of what was; what is open stays.
  const bar = () => document.getElementById("live");
  if (!bar()) return;
  const LEAST = 1500;
  const MOST = 30000;
  let wait = LEAST;

  const FOLDS = "details:not(.said, .call)"; // prompts come in once no run is at work
  const SECTIONS = [
    "live", "top", "list", "runs", "differences", "rounds", "cost", "kinds", "kept", "made",
  ];
  const folds = (root) => Map.groupBy(root.querySelectorAll(FOLDS), (one) => {
    const part = one.closest("[data-run]");
    return part ? `${part.tagName} ${part.dataset.run}` : "";
  });
  const kept = (old, fresh) => {
    const before = folds(old);
    for (const [part, found] of folds(fresh)) {
      for (const [at, was] of (before.get(part) || []).entries()) {
        if (found.length > at) found[at].open = was.open;
      }
    }
    for (const one of fresh.querySelectorAll("input[name]")) {
      const [name, value] = [one.name, one.value].map(CSS.escape);
      const was = old.querySelector(`input[name="${name}"][value="${value}"]`);
      if (was) one.checked = was.checked;
    }
    if (old.open) fresh.open = true;
    old.replaceWith(fresh);
  };
  const swap = (fresh) => {
    if (!document.getElementById("examples") !== !fresh.getElementById("examples")) {
      location.reload();
      return;
    }
    document.title = fresh.title;
    for (const id of SECTIONS) {
      const [old, one] = [document.getElementById(id), fresh.getElementById(id)];
      if (old && one) kept(old, one);
      else if (one) document.getElementById("examples").before(one); // kinds, once there are some
    }
    const [status, told] = [document, fresh].map((page) => page.querySelector("[name=status]"));
    if (status && told) {
      const chosen = status.value;
      status.replaceChildren(...told.children);
      status.value = [...status.options].some((one) => one.value === chosen) ? chosen : "";
    }
    for (const one of fresh.querySelectorAll("details.example")) {
      const old = document.getElementById(one.id);
      const same = (name) => old.dataset[name] === one.dataset[name];
      if (old && !(same("status") && same("move") && same("held"))) kept(old, one);
    }
    document.dispatchEvent(new Event("redraft:changed"));
  };
  const follow = async () => {
    const began = performance.now();
    try {
      const told = await fetch(`/state${location.search}`, { cache: "no-store" });
      const state = await told.json();
      if (state.version !== bar().dataset.version) {
        const text = await (await fetch(location.href, { cache: "no-store" })).text();
        swap(new DOMParser().parseFromString(text, "text/html"));
      }
      wait = Math.min(MOST, Math.max(LEAST, 4 * (performance.now() - began)));
    } catch {
      wait = Math.min(MOST, 2 * wait);
    }
    if (bar() && "follow" in bar().dataset) setTimeout(follow, wait);
  };
  if ("follow" in bar().dataset) setTimeout(follow, wait);
})();
