package org.samling.exchange.cutover;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeContacts.NoticePreference;
import org.samling.core.notices.NoticeKind;
import org.samling.core.organisation.Secret;
import org.samling.core.patron.Absence;
import org.samling.core.patron.BcryptHash;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.Contact;
import org.samling.core.patron.Cpr;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.Membership;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.Particulars.NewIdentifier;
import org.samling.core.patron.Particulars.NewNote;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PatronRegister.NewBlock;
import org.samling.core.patron.PatronRegister.NewPatron;
import org.samling.core.patron.PatronRegister.UnfitPatronException;
import org.samling.core.patron.PinRules;

/** Moves patrons. */
final class PatronMove {

  private static final String OFF = "off";
  private static final String DAILY = "daily";
  private static final Pattern WISH =
      Pattern.compile("(?<off>off)|daily|(?!daily)(?<channel>[a-z0-9-]{1,40})(?<daily> daily)?");
  private static final List<String> BLOCKS = List.of("O", "U", "F", "S", "W", "D");

  private final CutoverPass pass;
  private final Set<String> taken = new HashSet<>();
  private final List<RowValue<Row>> withGuardian = new ArrayList<>();

  PatronMove(CutoverPass pass) {
    this.pass = pass;
  }

  /**
   * The contents of a row.
   *
   * @param number the number in the other system, or null
   * @param patron the patron; without the guardian
   * @param guardian the guardian's card, or null
   * @param guardianNumber the guardian's number in the other system, or null
   * @param hash the PIN as the other system hashed it, or null
   * @param wishes for notices
   */
  private record Row(
      @Nullable String number,
      NewPatron patron,
      @Nullable String guardian,
      @Nullable String guardianNumber,
      @Nullable String hash,
      Map<NoticeKind, NoticePreference> wishes) {}

  void move() {
    pass.each(Kind.PATRONS, this::translate, this::take);
    // When all patrons exist, in whichever order the export has them.
    for (var from = 0; from < withGuardian.size(); from += CutoverPass.AT_ONCE) {
      giveGuardians(
          withGuardian.subList(from, Math.min(from + CutoverPass.AT_ONCE, withGuardian.size())));
    }
  }

  private @Nullable Row translate(RowFields v) {
    var policy = pass.policy();
    var card = v.needed("card", 100);
    var pin = v.text("pin", 100);
    var birth = v.day("birth-date");
    if (birth != null && birth.isAfter(LocalDate.now(pass.zone()))) {
      v.fault("birth-date", "is in the future");
    }
    var branches = policy.branches().keySet();
    var language = v.text("language", 3);
    if (language != null && !language.matches("\\d{3}")) {
      v.fault("language", "is not a SIP2 language code of three digits");
    }
    var patron =
        new NewPatron(
            card,
            v.needed("name", 255),
            new Membership(
                v.neededOf("category", policy.patronCategories().keySet(), "patron category"),
                v.neededOf("branch", branches, "branch"),
                language == null ? "000" : language,
                v.day("expires")),
            pin == null ? null : new Secret(pin),
            new Contact(v.text("email", 255), v.text("phone", 100), v.text("address", 500)),
            birth,
            blocks(v),
            particulars(v));
    var identifiers = new ArrayList<String>(List.of(card));
    patron.particulars().identifiers().forEach(i -> identifiers.add(i.value()));
    if (identifiers.stream().distinct().count() < identifiers.size()) {
      v.fault("card", "is the same as another identifier of this patron");
    } else if (identifiers.stream().anyMatch(taken::contains)) {
      v.fault("card", "it or another identifier is already in an earlier row");
    }
    var wishes = wishes(v);
    var number = v.text("id", 200);
    if (v.faults().isEmpty() && !pass.names().takePatronNumber(number)) {
      v.fault("id", "is already in an earlier row");
    }
    if (!v.faults().isEmpty()) {
      return null;
    }
    taken.addAll(identifiers);
    return new Row(
        number,
        patron,
        v.text("guardian", 100),
        v.text("guardian-id", 200),
        pin == null ? v.text("pin-hash", 2000) : null,
        wishes);
  }

  private static Map<NoticeKind, NoticePreference> wishes(RowFields v) {
    var wishes = new EnumMap<NoticeKind, NoticePreference>(NoticeKind.class);
    for (var kind : List.of(NoticeKind.PRE_DUE, NoticeKind.READY)) {
      var field = "notice-" + kind.text();
      var text = v.text(field, 60);
      var parts = WISH.matcher(text == null ? "" : text);
      if (text == null) {
        continue;
      }
      if (!parts.matches()) {
        v.fault(field, "is neither off nor a channel, daily, or both");
      } else if (parts.group(OFF) != null) {
        wishes.put(kind, NoticePreference.OFF);
      } else {
        var isDaily = text.equals(DAILY) || parts.group(DAILY) != null ? Boolean.TRUE : null;
        wishes.put(kind, new NoticePreference(true, parts.group("channel"), isDaily));
      }
    }
    return wishes;
  }

  private static List<NewBlock> blocks(RowFields v) {
    var code = v.oneOf("block", BLOCKS, "block; there are O, U, F, S, W and D");
    return code == null
        ? List.of()
        : List.of(
            new NewBlock(
                BlockCode.ofLetter(code.charAt(0)),
                v.text("block-note", 2000),
                v.day("block-until")));
  }

  private Particulars particulars(RowFields v) {
    var kind = v.constant("kind", Arrays.asList(PatronKind.values()));
    var cpr = v.text("cpr", 20);
    if (cpr != null && Cpr.parse(cpr).isEmpty()) {
      v.fault("cpr", "is not a CPR number");
    }
    var consents = new HashSet<Consent>();
    if (Boolean.TRUE.equals(v.flag("keep-history"))) {
      consents.add(Consent.KEEP_HISTORICAL_LOAN_DATA);
    }
    if (Boolean.TRUE.equals(v.flag("sync-registry"))) {
      consents.add(Consent.SYNC_WITH_NATIONAL_REGISTRY);
    }
    var notes = new ArrayList<NewNote>();
    addNote(notes, NoteKind.STAFF, v.text("note", 2000));
    addNote(notes, NoteKind.ALERT, v.text("alert", 2000));
    return new Particulars(
        kind == null ? PatronKind.PERSON : kind,
        identifiers(v),
        cpr == null ? null : Cpr.parse(cpr).orElse(null),
        v.oneOf("preferred-pickup", pass.policy().branches().keySet(), "branch"),
        null,
        v.flag("resident"),
        Boolean.TRUE.equals(v.flag("protected-address")),
        consents,
        absence(v),
        List.of(),
        notes);
  }

  private static void addNote(List<NewNote> notes, NoteKind kind, @Nullable String text) {
    if (text != null) {
      notes.add(new NewNote(kind, text));
    }
  }

  private static List<NewIdentifier> identifiers(RowFields v) {
    var identifiers = new ArrayList<NewIdentifier>();
    add(identifiers, IdentifierKind.CARD, v.text("other-card", 100));
    add(identifiers, IdentifierKind.UNI_LOGIN, v.text("uni-login", 100));
    add(identifiers, IdentifierKind.EMAIL, v.text("email-login", 100));
    return identifiers;
  }

  private static void add(
      List<NewIdentifier> identifiers, IdentifierKind kind, @Nullable String value) {
    if (value != null) {
      identifiers.add(new NewIdentifier(kind, value, null));
    }
  }

  private static @Nullable Absence absence(RowFields v) {
    var from = v.day("away-from");
    var until = v.day("away-until");
    if (from == null || until == null) {
      return null;
    }
    if (until.isBefore(from)) {
      v.fault("away-until", "is before away-from");
      return null;
    }
    return new Absence(from, until);
  }

  private void take(List<RowValue<Row>> batch) {
    var there = pass.patronsThere(batch.stream().flatMap(r -> named(r).stream()).toList());
    var left = new ArrayList<RowValue<Row>>();
    for (var row : batch) {
      var owner = there.get(row.value().patron().card());
      var isTaken =
          named(row).stream()
              .map(there::get)
              .filter(Objects::nonNull)
              .anyMatch(p -> owner == null || !p.id().equals(owner.id()));
      if (isTaken) {
        pass.report().reject(Kind.PATRONS, row, "card", "another patron has this identifier");
      } else {
        left.add(row);
      }
    }
    if (pass.isWritten(Kind.PATRONS)) {
      var written = put(left, row -> row.value().patron());
      putBeside(written);
      written.forEach(this::accept);
      var isThere =
          written.stream().filter(r -> there.containsKey(r.value().patron().card())).count();
      pass.report().added(Kind.PATRONS, written.size() - isThere);
      pass.report().there(Kind.PATRONS, isThere);
      return;
    }
    for (var row : left) {
      accept(row);
      if (there.containsKey(row.value().patron().card())) {
        pass.report().there(Kind.PATRONS, 1);
      } else {
        pass.report().added(Kind.PATRONS, 1);
      }
    }
  }

  /** Stores hashed PINs and wishes for notices, of patrons who have none here yet. */
  private void putBeside(List<RowValue<Row>> written) {
    var pins = new HashMap<String, BcryptHash>();
    var wishes = new HashMap<String, Map<NoticeKind, NoticePreference>>();
    for (var row : written) {
      var card = row.value().patron().card();
      bcrypt(row.value()).ifPresent(hash -> pins.put(card, hash));
      if (!row.value().wishes().isEmpty()) {
        wishes.put(card, row.value().wishes());
      }
    }
    if (!pins.isEmpty()) {
      pass.ports().patronRegister().putForeignPins(pass.tenant(), pins);
    }
    if (!wishes.isEmpty()) {
      var byPatron = new HashMap<UUID, Map<NoticeKind, NoticePreference>>();
      pass.patronsThere(List.copyOf(wishes.keySet()))
          .forEach(
              (card, patron) -> byPatron.put(patron.id(), wishes.getOrDefault(card, Map.of())));
      pass.ports().noticeContacts().putMissing(pass.tenant(), byPatron);
    }
  }

  private static Optional<BcryptHash> bcrypt(Row row) {
    return Optional.ofNullable(row.hash()).flatMap(BcryptHash::parse);
  }

  private static List<String> named(RowValue<Row> row) {
    var named = new ArrayList<String>();
    var patron = row.value().patron();
    named.add(patron.card());
    patron.particulars().identifiers().forEach(i -> named.add(i.value()));
    return named;
  }

  private void accept(RowValue<Row> row) {
    var patron = row.value().patron();
    var card = patron.card();
    pass.names().patron(row.value().number(), card);
    if (patron.particulars().consents().contains(Consent.KEEP_HISTORICAL_LOAN_DATA)) {
      pass.names().keepsHistory(card);
    }
    named(row).forEach(identifier -> pass.names().identifier(identifier, card));
    if (row.value().guardian() != null || row.value().guardianNumber() != null) {
      withGuardian.add(row);
    }
    var pin = patron.pin();
    if (pin != null
        && PinRules.isTrivial(pin, new PinRules.Owner(patron.birthDate(), List.of(card)))) {
      pass.report().note(Kind.PATRONS, row, "pin", "is easily guessed; taken over all the same");
    } else if (row.value().hash() != null && bcrypt(row.value()).isEmpty()) {
      pass.report()
          .note(
              Kind.PATRONS,
              row,
              "pin-hash",
              "is no hash of bcrypt that can be taken over; the patron needs a new PIN");
    }
    var expected = pass.expected();
    if (expected != null) {
      expected.patron(card).branch = patron.membership().branch();
    }
  }

  private interface ToPut {
    NewPatron of(RowValue<Row> row);
  }

  /** Stores patrons, and rejects those that are refused; returns the ones stored. */
  private List<RowValue<Row>> put(List<RowValue<Row>> batch, ToPut toPut) {
    var left = new ArrayList<>(batch);
    while (!left.isEmpty()) {
      try {
        pass.ports()
            .patronRegister()
            .putPatrons(pass.tenant(), left.stream().map(toPut::of).toList());
        return left;
      } catch (UnfitPatronException e) {
        left.removeIf(row -> {
          var isIt = row.value().patron().card().equals(e.card());
          if (isIt) {
            pass.report()
                .reject(Kind.PATRONS, row, e.particular(), "is not valid: " + e.getMessage());
          }
          return isIt;
        });
      }
    }
    return left;
  }

  private void giveGuardians(List<RowValue<Row>> batch) {
    var fit = new ArrayList<RowValue<Row>>();
    for (var row : batch) {
      var card = guardian(row.value());
      if (card == null || card.equals(row.value().patron().card())) {
        pass.report()
            .note(
                Kind.PATRONS,
                row,
                "guardian",
                "is not another patron of the export; taken over without it");
      } else {
        fit.add(row);
      }
    }
    if (pass.isWritten(Kind.PATRONS)) {
      put(fit, row -> withGuardian(row.value()));
    }
  }

  private @Nullable String guardian(Row row) {
    var number = row.guardianNumber();
    var card = row.guardian();
    return number != null
        ? pass.names().cardOfNumber(number)
        : card == null ? null : pass.names().card(card);
  }

  private NewPatron withGuardian(Row row) {
    var p = row.patron();
    var o = p.particulars();
    // The PIN is already set.
    return new NewPatron(
        p.card(),
        p.name(),
        p.membership(),
        null,
        p.contact(),
        p.birthDate(),
        p.blocks(),
        new Particulars(
            o.kind(),
            o.identifiers(),
            o.cpr(),
            o.preferredPickup(),
            guardian(row),
            o.isResident(),
            o.isAddressProtected(),
            o.consents(),
            o.absence(),
            o.admissionWithdrawn(),
            o.notes()));
  }
}
