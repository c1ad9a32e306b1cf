package org.samling.core.circulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.CommandKey;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.command.Origin;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.Identification;
import org.samling.core.circulation.desk.Desk;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.PatronDetails;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.facts.PatronName;
import org.samling.core.circulation.facts.StockFacts;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.organisation.Agency;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Absence;
import org.samling.core.patron.BlockCode;
import org.samling.core.patron.Consent;
import org.samling.core.patron.IdentifierKind;
import org.samling.core.patron.Membership;
import org.samling.core.patron.NoteKind;
import org.samling.core.patron.Particulars;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PostalAddress;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PartnerLibraries;
import org.samling.core.policy.PolicyMatrix;
import org.samling.core.policy.Settings;

/**
 * Whatever happens to patrons in whatever order, between loans and holds, what must always hold
 * holds: checked after every command of many random sequences.
 */
class PatronPropertyTest {

  private static final int SEQUENCES = Boolean.getBoolean("samling.long") ? 3_000 : 400;
  private static final int COMMANDS = 60;
  private static final int PATRONS = 4;
  private static final RecordKey TITLE = new RecordKey("t", "0");
  private static final UUID TITLE_ID = new UUID(2, 0);

  private static final ItemCategory BOOK = new ItemCategory("book", "Bog", "001", true, 30, 2);
  private static final PatronCategory ADULT = new PatronCategory("adult", "Voksen", 3, 3, 1_000);

  private static final LendingPolicy POLICY =
      new LendingPolicy(
          new Tenant(
              new TenantId(1),
              "t",
              "T",
              ZoneId.of("Europe/Copenhagen"),
              Currency.getInstance("DKK"),
              false),
          Map.of("book", BOOK),
          Map.of("adult", ADULT),
          Map.of("799700", new Agency("799700", Agency.Kind.PUBLIC, "DK-799700", null, "L")),
          Map.of("east", new Branch("east", "799700", Set.of(), "E", BranchCalendar.ALWAYS_OPEN)),
          Settings.NONE,
          new PolicyMatrix(List.of(), List.of(BOOK), List.of(ADULT)),
          List.of(),
          Map.of(),
          List.of(),
          PartnerLibraries.NONE);

  @Test
  void whatMustAlwaysHoldOfPatronsHoldsAfterEveryCommand() {
    var done = new HashMap<String, Integer>();
    for (var seed = 0; seed < SEQUENCES; seed++) {
      new Sequence(seed, done).run();
    }
    assertThat(done.keySet())
        .as("everything was done, and what can be refused was")
        .contains(
            "RegisterDeath done",
            "RegisterMove done",
            "RegisterProtection done",
            "ComeOfAge done",
            "ComeOfAge refused",
            "BlockPatron done",
            "BlockPatron refused",
            "UnblockPatron done",
            "BlockIdentifier done",
            "UnblockIdentifier done",
            "SetConsent done",
            "SetAbsence done",
            "SetGuardian done",
            "SetGuardian refused",
            "ChangePatron done",
            "ChangePatron refused",
            "ReplaceCard done",
            "ReplaceCard refused",
            "AddIdentifier done",
            "AddIdentifier refused",
            "AddNote done",
            "RemoveNote done",
            "Checkout done",
            "Checkout refused",
            "PlaceHold done");
  }

  private static final class Sequence {

    private final int seed;
    private final Random random;
    private final Map<String, Integer> done;
    private final Facts facts = new Facts();
    private final Desk desk = new Desk(POLICY, facts);
    private final List<String> log = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T10:00:00Z");
    private boolean protection;

    Sequence(int seed, Map<String, Integer> done) {
      this.seed = seed;
      this.random = new Random(seed);
      this.done = done;
      for (var n = 0; n < PATRONS; n++) {
        add(n);
      }
      facts.titles().add(TITLE, TITLE_ID);
      var item =
          new ItemFacts(
              new UUID(3, 0),
              "i0",
              new ItemFacts.Description(TITLE_ID, TITLE, "Titel", null, null),
              new ItemFacts.Sort("book", null, null, LocalDate.EPOCH, null),
              new ItemFacts.Place("east", null, null, "east", ItemStatus.AVAILABLE, null, 0),
              null,
              null,
              null,
              StockFacts.PLAIN);
      facts.add(item);
      facts.titles().add(TITLE_ID, item.kind(), null, 1);
    }

    private void add(int n) {
      var id = new UUID(1, n);
      var card = "p" + n;
      facts.add(
          new Identification(card, id, IdentifierKind.CARD, card, false, true),
          new PatronFacts(
              id,
              card,
              "Navn",
              new Membership("adult", "east", "009", null),
              LocalDate.of(n % 2 == 0 ? 1990 : 2008, 1, 10),
              null,
              List.of(),
              new PatronFacts.Load(List.of(), 0, 0, 0)));
      facts.add(
          new PatronDetails(
              id,
              PatronKind.PERSON,
              null,
              null,
              new PostalAddress("Vej 1", false),
              null,
              null,
              true,
              null,
              Set.of(),
              new PatronDetails.Outside(n == 1, false)));
    }

    void run() {
      for (var i = 0; i < COMMANDS; i++) {
        now = now.plus(Duration.ofMinutes(random.nextInt(2_000)));
        var command = command();
        var decision = desk.decide(command, now);
        var refused = decision.outcome() instanceof Refusal;
        if (!refused
            && command instanceof PatronCommand.RegisterProtection event
            && isRegistered(event.name())) {
          protection = event.isProtected();
        }
        log.add(command + " -> " + decision.outcome());
        done.merge(
            command.getClass().getSimpleName() + (refused ? " refused" : " done"), 1, Integer::sum);
        holds(!refused || decision.effects().isEmpty(), "a refusal has no effect");
        check();
      }
    }

    /** Whether a name is that of the second patron, whose number in the registry is known. */
    private boolean isRegistered(PatronName name) {
      var id =
          switch (name) {
            case PatronName.Id(var number) -> number;
            case PatronName.Identifier(var value) ->
                facts.owner(value).map(PatronFacts::id).orElse(null);
          };
      return new UUID(1, 1).equals(id);
    }

    private Command<?> command() {
      var origin =
          new Origin(
              POLICY.tenant().id(),
              CommandKey.of(Duration.ZERO, random.nextLong()),
              "test",
              "east",
              now.plusSeconds(60));
      var n = random.nextInt(PATRONS);
      var card = new PatronName.Identifier("p" + n);
      PatronName name = random.nextBoolean() ? card : new PatronName.Id(new UUID(1, n));
      var day = POLICY.day(now);
      return switch (random.nextInt(24)) {
        case 0 ->
            random.nextInt(5) == 0
                ? new PatronCommand.RegisterDeath(origin, name)
                : new PatronCommand.RemoveNote(origin, name, new UUID(9, 9));
        case 1 -> new PatronCommand.RegisterMove(origin, name, any("997", "751"), null, day);
        case 2 -> new PatronCommand.RegisterProtection(origin, name, random.nextBoolean());
        case 3 -> new PatronCommand.ComeOfAge(origin, name);
        case 4 -> new PatronCommand.BlockPatron(origin, name, code(), null, null);
        case 5, 6 -> new PatronCommand.UnblockPatron(origin, name, code());
        case 7 -> new PatronCommand.BlockIdentifier(origin, card, "lost");
        case 8 -> new PatronCommand.UnblockIdentifier(origin, card);
        case 9 ->
            new PatronCommand.SetConsent(
                origin, name, Consent.KEEP_HISTORICAL_LOAN_DATA, random.nextBoolean());
        case 10 -> new PatronCommand.SetAbsence(origin, name, new Absence(day, day.plusDays(3)));
        case 11, 12 ->
            new PatronCommand.SetGuardian(
                origin, name, random.nextInt(4) == 0 ? null : new UUID(1, random.nextInt(5)));
        case 13 ->
            new PatronCommand.ChangePatron(
                origin,
                name,
                "a@b",
                null,
                null,
                null,
                null,
                any("adult", "none"),
                null,
                new PatronCommand.ChangePatron.Person(
                    any("Navn", "Andet"), null, null, random.nextBoolean(), null));
        case 18 ->
            new PatronCommand.ReplaceCard(
                origin, card, any("p0", "c" + random.nextInt(99)), "lost");
        case 19 ->
            new PatronCommand.AddIdentifier(
                origin,
                name,
                new Particulars.NewIdentifier(
                    IdentifierKind.UNI_LOGIN, "u" + random.nextInt(99), null));
        case 14 -> new PatronCommand.AddNote(origin, name, NoteKind.STAFF, "text");
        case 15, 16 -> new LoanCommand.Checkout(origin, "p" + n, "i0", false, null);
        case 17 -> new LoanCommand.Checkin(origin, "i0", now);
        default ->
            new HoldCommand.PlaceHold(
                origin, "p" + n, TITLE, null, HoldCommand.HoldOptions.at("east", now, null));
      };
    }

    private String any(String one, String other) {
      return random.nextBoolean() ? one : other;
    }

    /** Any code; D is left to death, so that who has it has died. */
    private BlockCode code() {
      var codes = List.copyOf(EnumSet.complementOf(EnumSet.of(BlockCode.DECEASED)));
      return codes.get(random.nextInt(codes.size()));
    }

    private void check() {
      for (var n = 0; n < PATRONS; n++) {
        var id = new UUID(1, n);
        var patron = facts.patron(id).orElseThrow();
        var details = facts.details(id).orElseThrow();
        holds(!patron.blocks().contains(BlockCode.DEBT), "the block for debt is never put");
        holds(
            patron.blocks().stream().distinct().count() == patron.blocks().size(),
            "a block stands once");
        if (patron.blocks().contains(BlockCode.DECEASED)) {
          holds(facts.holdsOf(id).findAny().isEmpty(), "who has died waits for nothing");
        }
        holds(patron.holds() == facts.holdsOf(id).count(), "a patron's holds are counted");
        var guardian = details.guardian();
        holds(
            guardian == null
                || !facts.patron(guardian).orElseThrow().blocks().contains(BlockCode.DECEASED),
            "who has died is nobody's guardian");
        holds(!Objects.equals(guardian, id), "nobody is their own guardian");
        holds(details.cameOfAge() == null || guardian == null, "who came of age has no guardian");
        holds(
            !details.isRegistered() || details.address().isProtected() == protection,
            "what the person registry owns changes by its events only");
        holds(POLICY.patronCategories().containsKey(patron.category()), "the category is there");
      }
    }

    private void holds(boolean isTrue, String what) {
      assertThat(isTrue)
          .as("seed %d: %s%n%s", seed, what, isTrue ? "" : String.join("\n", log))
          .isTrue();
    }
  }
}
