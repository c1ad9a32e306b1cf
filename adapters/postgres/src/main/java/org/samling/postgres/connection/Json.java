package org.samling.postgres.connection;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.core.authorities.AuthorityLinks;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.circulation.effect.PatronEffect;
import org.samling.core.circulation.facts.BookingFacts;
import org.samling.core.circulation.facts.HoldFacts;
import org.samling.core.circulation.facts.LoanFacts;
import org.samling.core.circulation.outcome.BookingOutcome;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.FeeOutcome;
import org.samling.core.circulation.outcome.HoldOutcome;
import org.samling.core.circulation.outcome.ItemOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.OfflineOutcome;
import org.samling.core.circulation.outcome.OfflineTransaction;
import org.samling.core.circulation.outcome.Outcome;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.circulation.outcome.SetOutcome;
import org.samling.core.circulation.outcome.TransportOutcome;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.core.imports.Candidate;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ItemMapping;
import org.samling.core.imports.ItemRules;
import org.samling.core.imports.ItemTally;
import org.samling.core.imports.MatchRule;
import org.samling.core.imports.MatchTally;
import org.samling.core.imports.OverlayRule;
import org.samling.core.imports.Proposal;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.core.policy.Conditions;
import org.samling.core.policy.Situation;
import org.samling.core.policy.SortRule;
import org.samling.postgres.rows.JsonText;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON in which outcomes, effects and records are kept. The names of types are part of what is
 * stored.
 */
public final class Json {

  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .addMixIn(LoanFacts.class, OfLoan.class)
          .addMixIn(HoldFacts.class, OfHold.class)
          .addMixIn(HoldFacts.Holder.class, WithoutPerson.class)
          .addMixIn(BookingFacts.class, WithoutPerson.class)
          .addMixIn(PatronEffect.class, WithoutParticulars.class)
          .addMixIn(OfflineTransaction.class, OfTransaction.class)
          .addMixIn(OfflineTransaction.Reported.class, WithoutPerson.class)
          .addMixIn(Outcome.class, OutcomeNames.class)
          .addMixIn(CheckinOutcome.Destination.class, DestinationNames.class)
          .addMixIn(MarcContent.Field.class, FieldNames.class)
          .addMixIn(MatchRule.class, WrittenMatchRule.class)
          .addMixIn(OverlayRule.class, WrittenOverlayRule.class)
          .addMixIn(AuthorityLinks.class, WithoutEmpty.class)
          .build();

  /** The key of a profile's preset; its other keys are where it differs from that. */
  private static final String PRESET = "preset";

  /**
   * Effects that are published name a patron by number, not by card, name or telephone, and leave
   * out when they are away.
   */
  @JsonIgnoreProperties({"patron", "patronName", "patronPhone", "absence"})
  private interface WithoutPerson {}

  /** The terms of a loan are among its own keys. */
  @JsonIgnoreProperties("patron")
  private interface OfLoan {
    @JsonUnwrapped
    LoanFacts.Terms terms();
  }

  /** The patron and the progress of a hold are among its own keys. */
  private interface OfHold {
    @JsonUnwrapped
    HoldFacts.Holder holder();

    @JsonUnwrapped
    HoldFacts.Progress progress();
  }

  /**
   * What was reported, and what became of it, are among the keys of a transaction. The identifier
   * that a machine gave for an unknown patron is left out, and what it is recognised by.
   */
  @JsonIgnoreProperties({"key", "outcome"})
  private interface OfTransaction {
    @JsonUnwrapped
    OfflineTransaction.Reported reported();

    @JsonUnwrapped
    OfflineTransaction.Result result();
  }

  /** Also leaves out what is kept about a patron, in whatever words. */
  @JsonIgnoreProperties({"patron", "details", "key", "note", "text", "by", "identifier"})
  private interface WithoutParticulars {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = CheckoutOutcome.Granted.class, name = "checkout-granted"),
    @JsonSubTypes.Type(value = CheckoutOutcome.Refused.class, name = "checkout-refused"),
    @JsonSubTypes.Type(value = CheckoutOutcome.SetGranted.class, name = "set-granted"),
    @JsonSubTypes.Type(value = CheckoutOutcome.SetRefused.class, name = "set-checkout-refused"),
    @JsonSubTypes.Type(value = CheckinOutcome.SetReturned.class, name = "set-returned"),
    @JsonSubTypes.Type(value = SetOutcome.Changed.class, name = "set-changed"),
    @JsonSubTypes.Type(value = SetOutcome.Refused.class, name = "set-refused"),
    @JsonSubTypes.Type(value = BookingOutcome.Placed.class, name = "bookings-placed"),
    @JsonSubTypes.Type(value = BookingOutcome.Changed.class, name = "booking-changed"),
    @JsonSubTypes.Type(value = BookingOutcome.Refused.class, name = "booking-refused"),
    @JsonSubTypes.Type(value = CheckinOutcome.Returned.class, name = "checkin-returned"),
    @JsonSubTypes.Type(value = CheckinOutcome.OfOther.class, name = "checkin-of-other"),
    @JsonSubTypes.Type(value = TransportOutcome.Packed.class, name = "crate-packed"),
    @JsonSubTypes.Type(value = TransportOutcome.Refused.class, name = "crate-refused"),
    @JsonSubTypes.Type(value = CheckinOutcome.Refused.class, name = "checkin-refused"),
    @JsonSubTypes.Type(value = ItemOutcome.Changed.class, name = "item-changed"),
    @JsonSubTypes.Type(value = ItemOutcome.Refused.class, name = "item-refused"),
    @JsonSubTypes.Type(value = LoanOutcome.Changed.class, name = "loan-changed"),
    @JsonSubTypes.Type(value = LoanOutcome.Refused.class, name = "loan-refused"),
    @JsonSubTypes.Type(value = OfflineOutcome.Recorded.class, name = "offline-recorded"),
    @JsonSubTypes.Type(value = OfflineOutcome.NotTaken.class, name = "offline-not-taken"),
    @JsonSubTypes.Type(value = HoldOutcome.Placed.class, name = "hold-placed"),
    @JsonSubTypes.Type(value = HoldOutcome.PlacedTogether.class, name = "holds-placed-together"),
    @JsonSubTypes.Type(value = HoldOutcome.Changed.class, name = "hold-changed"),
    @JsonSubTypes.Type(value = HoldOutcome.Cancelled.class, name = "hold-cancelled"),
    @JsonSubTypes.Type(value = HoldOutcome.Refused.class, name = "hold-refused"),
    @JsonSubTypes.Type(value = PatronOutcome.Changed.class, name = "patron-changed"),
    @JsonSubTypes.Type(value = PatronOutcome.Refused.class, name = "patron-refused"),
    @JsonSubTypes.Type(value = FeeOutcome.Charged.class, name = "fee-charged"),
    @JsonSubTypes.Type(value = FeeOutcome.Paid.class, name = "fee-paid"),
    @JsonSubTypes.Type(value = FeeOutcome.Changed.class, name = "fee-changed"),
    @JsonSubTypes.Type(value = FeeOutcome.Refused.class, name = "fee-refused")
  })
  private interface OutcomeNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "to")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = CheckinOutcome.Destination.Shelf.class, name = "shelf"),
    @JsonSubTypes.Type(value = CheckinOutcome.Destination.HoldShelf.class, name = "hold-shelf"),
    @JsonSubTypes.Type(value = CheckinOutcome.Destination.HoldTransit.class, name = "hold-transit"),
    @JsonSubTypes.Type(value = CheckinOutcome.Destination.HomeTransit.class, name = "home-transit"),
    @JsonSubTypes.Type(value = CheckinOutcome.Destination.Booked.class, name = "booked"),
    @JsonSubTypes.Type(value = CheckinOutcome.Destination.Lender.class, name = "lender"),
    @JsonSubTypes.Type(value = CheckinOutcome.Destination.Partner.class, name = "partner")
  })
  private interface DestinationNames {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({
    @JsonSubTypes.Type(MarcContent.ControlField.class),
    @JsonSubTypes.Type(MarcContent.DataField.class)
  })
  private interface FieldNames {}

  /** Match rules are kept as they are written. */
  private abstract static class WrittenMatchRule {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static MatchRule parse(String text) {
      return MatchRule.parse(text);
    }

    @JsonValue
    abstract String text();
  }

  /** Overlay rules likewise. */
  private abstract static class WrittenOverlayRule {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static OverlayRule parse(String text) {
      return OverlayRule.parse(text);
    }

    @JsonValue
    abstract String text();
  }

  /** What is empty is left out, so that it can be asked for by whether it is there. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private interface WithoutEmpty {}

  private Json() {}

  /** The stored name of a command or an effect: {@code loan-opened}. */
  public static String kind(Object value) {
    return value
        .getClass()
        .getSimpleName()
        .replaceAll("(.)([A-Z])", "$1-$2")
        .toLowerCase(Locale.ROOT);
  }

  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Writes an outcome with its name. */
  public static String writeOutcome(Outcome outcome) {
    return MAPPER.writerFor(Outcome.class).writeValueAsString(outcome);
  }

  public static Conditions readConditions(String json) {
    return MAPPER.readValue(json, Conditions.class);
  }

  public static SortRule.Conditions readSortConditions(String json) {
    return MAPPER.readValue(json, SortRule.Conditions.class);
  }

  /** The terms of a policy rule by their names. */
  public static Map<String, String> readTerms(String json) {
    return MAPPER.readValue(json, new TypeReference<>() {});
  }

  public static String writeProfile(Sip2ProfileChoice profile) {
    var keys = new LinkedHashMap<String, Object>();
    keys.put(PRESET, profile.preset());
    keys.putAll(profile.overrides());
    return write(keys);
  }

  public static Sip2ProfileChoice readProfile(String json) {
    Map<String, Object> keys = MAPPER.readValue(json, new TypeReference<>() {});
    return new Sip2ProfileChoice(String.valueOf(keys.remove(PRESET)), keys);
  }

  public static ItemRules readItemRules(String json) {
    return MAPPER.readValue(json, ItemRules.class);
  }

  public static ItemMapping readItemMapping(String json) {
    return MAPPER.readValue(json, ItemMapping.class);
  }

  public static ImportRules readImportRules(String json) {
    return MAPPER.readValue(json, ImportRules.class);
  }

  public static Proposal readProposal(String json) {
    return MAPPER.readValue(json, Proposal.class);
  }

  public static List<Candidate> readCandidates(String json) {
    return MAPPER.readValue(json, new TypeReference<>() {});
  }

  public static MatchTally readMatchTally(String json) {
    return MAPPER.readValue(json, MatchTally.class);
  }

  public static ItemTally readItemTally(String json) {
    return MAPPER.readValue(json, ItemTally.class);
  }

  public static Map<String, Integer> readNumbers(String json) {
    return MAPPER.readValue(json, new TypeReference<>() {});
  }

  /** The columns of a row: text as it is, everything else as JSON. */
  public static Map<String, String> readColumns(String json) {
    var columns = new LinkedHashMap<String, String>();
    MAPPER
        .readTree(json)
        .properties()
        .forEach(e -> {
          var value = e.getValue();
          if (!value.isNull()) {
            columns.put(e.getKey(), value.isString() ? value.stringValue() : value.toString());
          }
        });
    return columns;
  }

  public static Situation readSituation(String json) {
    return MAPPER.readValue(json, Situation.class);
  }

  public static MarcContent readContent(String json) {
    return MarcJson.read(json);
  }

  /** Whether links that are stored are these, apart from the former headings among them. */
  public static boolean areLinks(@Nullable JsonText stored, AuthorityLinks links) {
    if (stored == null || links.areNone()) {
      return stored == null && links.areNone();
    }
    var now = MAPPER.readTree(write(links));
    var before = MAPPER.readTree(stored.json());
    return before.path("uses").equals(now.path("uses"))
        && before.path("main").equals(now.path("main"))
        && before.path("names").values().stream()
            .limit(links.names().size())
            .toList()
            .equals(now.path("names").values().stream().toList());
  }

  /** The authority records that a record follows, by the places of its fields. */
  public static Map<Integer, MarcContent> readHeadings(String json) {
    var headings = new LinkedHashMap<Integer, MarcContent>();
    MAPPER
        .readTree(json)
        .properties()
        .forEach(
            e -> headings.put(Integer.valueOf(e.getKey()), readContent(e.getValue().toString())));
    return headings;
  }

  public static List<DecisionReason> readRules(String json) {
    return MAPPER.readValue(json, new TypeReference<>() {});
  }

  public static Outcome readOutcome(String json) {
    return MAPPER.readValue(json, Outcome.class);
  }
}
