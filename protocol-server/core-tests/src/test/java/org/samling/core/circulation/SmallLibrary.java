package org.samling.core.circulation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.ItemFacts;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.circulation.facts.StockFacts;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.patron.Membership;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.FloatingGroup;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PartnerLibraries;
import org.samling.core.policy.PolicyMatrix;
import org.samling.core.policy.PolicyRule;
import org.samling.core.policy.Setting;
import org.samling.core.policy.SettingValue;
import org.samling.core.policy.Settings;
import org.samling.core.policy.Suspension;
import org.samling.core.policy.Suspension.Stopped;
import org.samling.core.policy.Term;
import org.samling.core.policy.Unit;

/** The small library of property tests: two branches, one of which stands still for two weeks. */
public final class SmallLibrary {

  static final List<String> BRANCHES = List.of("east", "west");
  static final UUID PATRON = new UUID(1, 1);
  public static final UUID ITEM = new UUID(3, 1);

  private static final ItemCategory BOOK = new ItemCategory("book", "Bog", "001", true, 30, 2);
  private static final ItemCategory REFERENCE =
      new ItemCategory("reference", "Opslag", "001", false, 0, 0);
  private static final PatronCategory ADULT = new PatronCategory("adult", "Voksen", 3, 3, 1_000);

  private static final PolicyRule FEES =
      new PolicyRule(
          "fees",
          0,
          Conditions.ALWAYS,
          Map.of(
              Term.OVERDUE_STEPS.name(),
              "1:20 8:60 31:230",
              Term.REPLACEMENT_PRICE.name(),
              "300",
              Term.REPLACEMENT_FEE.name(),
              "50"),
          null,
          null);

  /** A patron of {@link DeskPropertyTest} who is a partner, where credit is kept. */
  static final UUID PARTNER = new UUID(1, 3);

  /**
   * The same library, with each way of what becomes of a payment of more than is owed; the last
   * lends to a partner.
   */
  public static final List<LendingPolicy> POLICIES =
      Stream.of("refuse", "take-what-is-owed", "keep-as-credit").map(SmallLibrary::policy).toList();

  private static LendingPolicy policy(String overpayment) {
    return new LendingPolicy(
        new Tenant(
            new TenantId(1),
            "t",
            "T",
            ZoneId.of("Europe/Copenhagen"),
            Currency.getInstance("DKK"),
            false),
        Map.of("book", BOOK, "reference", REFERENCE),
        Map.of("adult", ADULT),
        Map.of(),
        BRANCHES.stream()
            .collect(
                Collectors.toMap(
                    b -> b, b -> new Branch(b, "799700", Set.of(), b, BranchCalendar.ALWAYS_OPEN))),
        new Settings(
            List.of(
                new SettingValue(
                    Setting.FEE_OVERPAYMENT.name(),
                    new Unit(Unit.Level.TENANT, "t"),
                    overpayment,
                    LocalDate.EPOCH,
                    null,
                    "test",
                    Instant.EPOCH),
                new SettingValue(
                    Setting.HOLD_SHELVE_AT_CHECKIN.name(),
                    new Unit(Unit.Level.BRANCH, "east"),
                    "false",
                    LocalDate.EPOCH,
                    null,
                    "test",
                    Instant.EPOCH))),
        new PolicyMatrix(List.of(FEES), List.of(BOOK, REFERENCE), List.of(ADULT)),
        List.of(
            new Suspension(
                "winter",
                Set.of("west"),
                LocalDate.parse("2026-02-01"),
                LocalDate.parse("2026-02-14"),
                Set.of(Stopped.values()),
                "Test",
                "test")),
        Map.of("float", new FloatingGroup("float", Set.of("east", "west"), "test", Instant.EPOCH)),
        List.of(),
        overpayment.equals("keep-as-credit")
            ? new PartnerLibraries(
                Map.of(PARTNER, new PartnerLibraries.Home("P", List.of("book"), true)), Map.of())
            : PartnerLibraries.NONE);
  }

  private SmallLibrary() {}

  /** Facts of the adult {@code p} and of the book {@code i}, both of one branch. */
  public static Facts oneOfEach(String branch) {
    var facts = new Facts();
    facts.add(
        new PatronFacts(
            PATRON,
            "p",
            "Navn",
            new Membership("adult", branch, "009", null),
            null,
            null,
            List.of(),
            new PatronFacts.Load(List.of(), 0, 0, 0)));
    facts.add(
        new ItemFacts(
            ITEM,
            "i",
            new ItemFacts.Description(new UUID(2, 1), new RecordKey("t", "1"), "Titel", null, null),
            new ItemFacts.Sort("book", null, null, LocalDate.EPOCH, null),
            new ItemFacts.Place(branch, null, null, branch, ItemStatus.AVAILABLE, null, 0),
            null,
            null,
            null,
            StockFacts.PLAIN));
    return facts;
  }
}
