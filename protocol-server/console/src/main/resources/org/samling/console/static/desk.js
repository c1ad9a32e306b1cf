// The desk: one field that takes everything that is scanned, whatever has the focus.
'use strict';

(() => {
  const form = document.getElementById('desk-form');
  if (!form) {
    return;
  }
  const field = document.getElementById('scan');
  const pending = document.getElementById('pending');
  const failed = document.getElementById('desk-failed');
  const dialog = document.getElementById('confirm');

  // Scans and function keys wait here until what came before is answered: whom an item is lent to
  // depends on that. Each is {text} or {key}.
  let waiting = [];
  let isBusy = false;

  // What waited when somebody had to look first is not done until they go on with Enter. Where an
  // answer is missing, what is scanned next is held too: it may be for another patron by then.
  const KEPT = 'samling-desk-held ' + form.action;
  const heldBack = document.getElementById('held');
  let held = JSON.parse(sessionStorage.getItem(KEPT) || '[]');
  let isStuck = held.length > 0;
  sessionStorage.removeItem(KEPT);
  let shown = null; // the view that was there when a request was sent

  const named = (scans) => scans.map((one) => one.text || one.key).join(' · ');

  function showQueue() {
    pending.textContent = named(waiting);
    heldBack.hidden = held.length === 0;
    heldBack.querySelector('b').textContent = named(held);
  }

  function hold() {
    held = [...waiting, ...held];
    waiting = [];
    showQueue();
  }

  // Over the sign-in: whoever was open is opened again first.
  function keep() {
    const open = form.elements.patron.value;
    const left = [...waiting, ...held];
    if (left.length > 0) {
      sessionStorage.setItem(KEPT, JSON.stringify(open ? [{ text: open }, ...left] : left));
    }
  }

  function enqueue(text) {
    if (isStuck) {
      held.push({ text });
    } else {
      waiting.push({ text });
    }
  }

  const isOfDesk = (event) => event.detail.target && event.detail.target.id === 'desk-view';

  const focus = () => {
    if (!dialog.open) {
      field.focus({ preventScroll: true });
    }
  };

  function next() {
    showQueue();
    if (isBusy || waiting.length === 0) {
      return;
    }
    if (waiting[0].text) {
      form.elements.q.value = waiting[0].text;
      htmx.trigger(form, 'scan');
    } else {
      press(waiting.shift().key);
      next();
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const typed = field.value.trim();
    field.value = '';
    if (typed) {
      enqueue(typed);
    } else if (!isBusy) {
      waiting = held;
      held = [];
      isStuck = false;
    }
    next();
  });

  document.addEventListener('htmx:beforeSwap', (event) => {
    if (!new URL(event.detail.xhr.responseURL).pathname.includes('/desk')) {
      event.detail.shouldSwap = false;
      keep();
      location.reload(); // signed out: the page leads to the form, and back
    }
  });

  document.addEventListener('htmx:beforeRequest', (event) => {
    if (isOfDesk(event)) {
      isBusy = true;
      shown = event.detail.target;
    }
  });

  document.addEventListener('htmx:afterRequest', (event) => {
    if (isOfDesk(event)) {
      const view = document.getElementById('desk-view');
      isBusy = false;
      isStuck = view === shown; // else the answer is on the page by now
      if (!isStuck && event.detail.elt === form) {
        waiting.shift();
      }
      if (isStuck || view.dataset.stops) {
        hold();
      }
      next();
    }
    failed.hidden = event.detail.successful;
    if (!event.detail.successful) {
      failed.textContent = event.detail.elt === form ? form.dataset.failed : form.dataset.failedAct;
      play('refused');
      focus();
    }
  });

  document.addEventListener('htmx:afterSettle', (event) => {
    const slip = document.getElementById('slip');
    if (event.detail.target === slip) {
      window.print();
    } else if (event.detail.xhr) {
      dialog.close('no'); // what was asked is out of date
      slip.replaceChildren();
      play(document.getElementById('desk-view').dataset.tone);
    }
    focus();
  });

  // Keys.

  const isText = (element) => element.matches('input:not([type=hidden]), select, textarea');
  const isPrintable = (event) => event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;

  const find = (key) => document.querySelector('[data-key="' + key + '"], [data-also="' + key + '"]');

  function press(key) {
    const target = find(key);
    if (target && target.matches('input')) {
      target.focus();
      target.select();
    } else if (target) {
      target.click();
    }
  }

  // A click on what is about to be replaced would be about what is not shown any more.
  document.addEventListener('click', (event) => {
    if (isBusy && event.target.closest('#desk-view button')) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);

  // A scanner types faster than people do. Between its keys pass a few milliseconds.
  const FASTEST_TYPIST = 50;
  const SHORTEST_SCAN = 5;
  let scan = { text: '', last: 0, before: '' };

  function isScanned(event, input) {
    const now = event.timeStamp;
    const isFast = now - scan.last < FASTEST_TYPIST;
    if (event.key === 'Enter' || event.key === 'Tab') {
      return isFast && scan.text.length >= SHORTEST_SCAN;
    }
    if (isPrintable(event)) {
      scan = isFast
        ? { text: scan.text + event.key, last: now, before: scan.before }
        : { text: event.key, last: now, before: input.value };
    }
    return false;
  }

  document.addEventListener('keydown', (event) => {
    const element = event.target;
    if (/^F\d+$/.test(event.key) && !dialog.open && (isBusy || find(event.key))) {
      event.preventDefault();
      waiting.push({ key: event.key });
      next();
    } else if (event.key === 'Escape' && !dialog.open && !document.querySelector(':popover-open')) {
      if (field.value) {
        field.value = '';
      } else if (held.length > 0) {
        held.shift();
        isStuck = isStuck && held.length > 0;
        failed.hidden = failed.hidden || !isStuck;
        showQueue();
      } else if (document.activeElement === field) {
        waiting.push({ key: 'Escape' });
        next();
      }
      focus();
    } else if (element === field) {
      if (event.key === 'Tab' && !event.shiftKey && isScanned(event, field)) {
        event.preventDefault(); // the scanner is set to end with a tabulator
        form.requestSubmit();
      } else {
        isScanned(event, field);
      }
    } else if (isText(element)) {
      if (isScanned(event, element)) {
        event.preventDefault();
        element.value = scan.before;
        enqueue(scan.text);
        focus();
        next();
      }
    } else if (isPrintable(event) && event.key !== ' ') {
      dialog.close('no');
      field.focus();
    }
  }, true);

  // The focus comes back from wherever nothing is typed.

  document.addEventListener('click', (event) => {
    if (!event.target.closest('input, select, textarea, summary, dialog, [popovertarget], [popover]') && !String(getSelection())) {
      setTimeout(focus);
    }
  });
  field.addEventListener('blur', () => setTimeout(() => {
    if (document.activeElement === document.body && document.hasFocus()) {
      focus();
    }
  }));
  window.addEventListener('focus', () => {
    if (document.activeElement === document.body) {
      focus();
    }
  });
  window.addEventListener('pageshow', focus);

  // A scan while something is asked says no.

  dialog.addEventListener('close', focus);

  // Sounds: for each a list of tones, in hertz and seconds.

  const SOUNDS = {
    ok: [[880, 0.09]],
    attention: [[660, 0.12], [990, 0.16]],
    refused: [[220, 0.18], [165, 0.3]],
  };
  const mute = document.getElementById('mute');
  const isMuted = () => localStorage.getItem('samling-desk-muted') === 'yes';
  const showMuted = () => mute.setAttribute('aria-pressed', String(isMuted()));
  let audio = null;

  function play(tone) {
    if (!SOUNDS[tone] || isMuted()) {
      return;
    }
    audio = audio || new AudioContext();
    let at = audio.currentTime;
    for (const [hertz, seconds] of SOUNDS[tone]) {
      const source = audio.createOscillator();
      const volume = audio.createGain();
      source.frequency.value = hertz;
      volume.gain.setValueAtTime(0.15, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + seconds);
      source.connect(volume).connect(audio.destination);
      source.start(at);
      source.stop(at + seconds);
      at += seconds;
    }
  }

  mute.addEventListener('click', () => {
    localStorage.setItem('samling-desk-muted', isMuted() ? 'no' : 'yes');
    showMuted();
  });
  showMuted();

  // Slips are printed on a roll of 80 mm or on A4.

  const paper = document.getElementById('paper');
  function showPaper() {
    const isSheet = localStorage.getItem('samling-desk-paper') === 'sheet';
    document.documentElement.classList.toggle('sheet', isSheet);
    paper.textContent = isSheet ? paper.dataset.sheet : paper.dataset.roll;
  }
  paper.addEventListener('click', () => {
    localStorage.setItem('samling-desk-paper', document.documentElement.classList.contains('sheet') ? 'roll' : 'sheet');
    showPaper();
  });
  showPaper();
  showQueue();
  focus();
})();
