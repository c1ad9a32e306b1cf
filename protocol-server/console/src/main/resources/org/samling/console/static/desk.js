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
  const waiting = [];
  let isBusy = false;
  const isOfDesk = (event) => event.detail.target && event.detail.target.id === 'desk-view';

  const focus = () => {
    if (!dialog.open) {
      field.focus({ preventScroll: true });
    }
  };

  function next() {
    pending.textContent = waiting.map((one) => one.text || one.key).join(' · ');
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
      waiting.push({ text: typed });
    }
    next();
  });

  document.addEventListener('htmx:beforeSwap', (event) => {
    if (!event.detail.xhr.responseURL.includes('/desk')) {
      event.detail.shouldSwap = false;
      location.reload(); // signed out: the page leads to the form, and back
    }
  });

  document.addEventListener('htmx:beforeRequest', (event) => {
    isBusy = isBusy || isOfDesk(event);
  });

  document.addEventListener('htmx:afterRequest', (event) => {
    if (isOfDesk(event)) {
      isBusy = false;
      if (event.detail.successful && event.detail.elt === form) {
        waiting.shift();
      }
      if (event.detail.successful) {
        next(); // the answer is on the page by now
      }
    }
    failed.hidden = event.detail.successful;
    if (!event.detail.successful) {
      failed.textContent = form.dataset.failed;
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
    } else if (event.key === 'Escape' && !dialog.open) {
      if (field.value) {
        field.value = '';
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
        waiting.push({ text: scan.text });
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
    if (!event.target.closest('input, select, textarea, summary, dialog') && !String(getSelection())) {
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

  // What can't be undone is asked for once more. A scan in the meantime says no.

  let confirmed = null;
  document.addEventListener('htmx:confirm', (event) => {
    if (event.detail.question) {
      event.preventDefault();
      confirmed = () => event.detail.issueRequest(true);
      document.getElementById('confirm-text').textContent = event.detail.question;
      dialog.returnValue = 'no';
      dialog.showModal();
    }
  });
  dialog.addEventListener('close', () => {
    const go = confirmed;
    confirmed = null;
    if (go && dialog.returnValue === 'yes') {
      go();
    }
    focus();
  });

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
  focus();
})();
