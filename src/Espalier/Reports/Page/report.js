// Lets the points of charts speak: when they are pointed at, tapped, or reached by Tab and the arrow keys. The page can be read without it.
"use strict";
(() => {
  const reach = 40, edge = 8;
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;
  document.body.append(tip);
  let lit = null;

  const hide = () => {
    if (lit) lit.classList.remove("on");
    lit = null;
    tip.hidden = true;
  };

  const show = (dot) => {
    if (lit === dot) return;
    hide();
    lit = dot;
    dot.classList.add("on");
    tip.textContent = dot.getAttribute("aria-label");
    tip.hidden = false;
    const box = dot.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const left = box.left + box.width / 2 - own.width / 2;
    const above = box.top - own.height - edge;
    tip.style.left = Math.max(edge, Math.min(left, document.documentElement.clientWidth - own.width - edge)) + "px";
    tip.style.top = (above >= edge ? above : box.bottom + edge) + "px";
  };

  const nearest = (dots, x, y) => {
    let best = null, least = reach;
    for (const dot of dots) {
      const box = dot.getBoundingClientRect();
      const far = Math.hypot(box.left + box.width / 2 - x, box.top + box.height / 2 - y);
      if (far < least) [best, least] = [dot, far];
    }
    return best;
  };

  for (const svg of document.querySelectorAll(".plot > svg")) {
    const dots = [...svg.querySelectorAll(".dot")];
    dots.forEach((dot, i) => {
      // The browser's own tip would come on top of ours.
      const title = dot.querySelector("title");
      dot.setAttribute("role", "img");
      dot.setAttribute("aria-label", title.textContent);
      dot.setAttribute("tabindex", i === 0 ? "0" : "-1");
      title.remove();
      dot.addEventListener("focus", () => show(dot));
      dot.addEventListener("blur", hide);
      dot.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        (dots[i + step] ?? dot).focus();
      });
    });
    const point = (event) => {
      const dot = nearest(dots, event.clientX, event.clientY);
      if (dot) show(dot); else hide();
    };
    const plot = svg.parentElement;
    plot.addEventListener("pointermove", point);
    plot.addEventListener("pointerdown", point);
    plot.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hide(); });
  }
  addEventListener("scroll", hide, { passive: true });
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
