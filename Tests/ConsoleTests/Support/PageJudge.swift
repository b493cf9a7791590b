/// Looks at a page as somebody who does not see it well, or uses no mouse: a script that finds what the usual rules (WCAG 2.2, level AA)
/// forbid, in the browser itself, since only it knows what is really painted.
enum PageJudge {
    /// Evaluates to findings, one a line; empty for a page that is in order.
    static let script = #"""
        (() => {
          const found = [];
          const visible = element => { const box = element.getBoundingClientRect(); const style = getComputedStyle(element);
            return box.width > 1 && box.height > 1 && style.visibility !== "hidden" && style.display !== "none" && !element.closest("details:not([open]) > :not(summary)"); };
          const name = element => (element.tagName + (element.id ? "#" + element.id : "") + " " + (element.textContent || element.name || "").trim().slice(0, 30));

          // Names: whatever can be used says what it is.
          for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
            if (!visible(field)) continue;
            const label = field.closest("label")?.textContent.trim() || field.getAttribute("aria-label") || [...field.labels || []].map(l => l.textContent).join("").trim();
            if (!label) found.push("a field without a label: " + field.outerHTML.slice(0, 90));
          }
          for (const control of document.querySelectorAll("button, a[href], summary")) {
            if (visible(control) && !(control.textContent.trim() || control.getAttribute("aria-label") || control.querySelector("title"))) found.push("a control without a name: " + control.outerHTML.slice(0, 90));
          }
          for (const image of document.querySelectorAll("svg")) {
            if (!image.closest("[aria-hidden=true]") && image.getAttribute("aria-hidden") !== "true" && image.getAttribute("role") !== "img" && !image.querySelector("title")) found.push("an image without a name: " + image.outerHTML.slice(0, 60));
          }
          for (const table of document.querySelectorAll("main table")) {
            if (!table.querySelector("caption") && !table.closest(".paper")) found.push("a table without a caption");
            for (const head of table.querySelectorAll("th")) if (!head.hasAttribute("scope")) found.push("a head without a scope: " + name(head));
          }

          // Structure: language, title, one main part, headings that do not skip.
          if (!document.documentElement.lang) found.push("no language");
          if (!document.title.trim()) found.push("no title");
          if (document.querySelectorAll("main").length !== 1) found.push("not one main part");
          const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
          for (const id of new Set(ids)) if (ids.filter(other => other === id).length > 1) found.push("two elements with the id " + id);
          if (!document.querySelector("main h1")) found.push("no h1");

          // Order of focus: nothing pulls itself out of the order of the page, and the first stop skips the navigation.
          if (document.querySelector("[tabindex]:not([tabindex='-1']):not([tabindex='0'])")) found.push("a tabindex that changes the order");
          const stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(element => !element.disabled);
          if (stops.length && !stops[0].matches(".skip")) found.push("the first stop is not the way to the content: " + name(stops[0]));

          // Contrast: every text against what is painted under it.
          const parse = colour => { const parts = (colour.match(/[\d.]+(?:e-?\d+)?/g) || []).map(Number);
            if (colour.startsWith("color(srgb")) return [parts[0] * 255, parts[1] * 255, parts[2] * 255, parts[3] ?? 1];
            return [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0, parts.length > 3 ? parts[3] : 1]; };
          const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
          const ground = element => { const layers = [];
            for (let at = element; at; at = at.parentElement) { const colour = parse(getComputedStyle(at).backgroundColor); if (colour[3] > 0) { layers.push(colour); if (colour[3] === 1) break; } }
            return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]); };
          const light = colour => { const [r, g, b] = colour.slice(0, 3).map(c => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const seen = new Set();
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.textContent.trim() || !element || seen.has(element) || element.closest(".hidden, .skip, script, style, option, svg, datalist") || !visible(element)) continue;
            seen.add(element);
            const style = getComputedStyle(element), under = ground(element), text = over(parse(style.color), under);
            const [a, b] = [light(text), light(under)].sort((x, y) => y - x), ratio = (a + 0.05) / (b + 0.05);
            const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
            if (ratio < (large ? 3 : 4.5) - 0.01) found.push("contrast " + ratio.toFixed(2) + ": " + name(element));
          }

          // Nothing by colour alone: what is good, bad or a warning says so in words or signs.
          for (const element of document.querySelectorAll("main .good, main .bad, main .warn, main .badge")) if (visible(element) && !element.textContent.trim() && !element.matches("svg, svg *")) found.push("colour alone: " + element.outerHTML.slice(0, 60));
          if (document.documentElement.scrollWidth > innerWidth + 1) found.push("wider than the window: " + document.documentElement.scrollWidth + " > " + innerWidth);
          return found.join("\n");
        })()
        """#
}
