package org.samling.core.imports;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.Known;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.facts.ItemStatus;

/**
 * Decides about the items that records describe: which are stored, and which are refused and why.
 * It never creates a branch or category. What a record does not state about an existing item stays
 * as it is.
 */
public final class ItemChoice {

  private static final int MAX_TEXT = 255;
  private static final int MAX_BARCODE = 100;

  /** What follows a type's code in the category for its items that are not for loan. */
  public static final String NOT_FOR_LOAN = "-NFL";

  /** An amount, with its currency before or after it: {@code DKK 199,00}, {@code 199,-}. */
  private static final Pattern PRICE =
      Pattern.compile("[^\\d.,-]*(\\d{1,12})(?:[.,](\\d{1,3}))?[^\\d]*");

  private static final List<DateTimeFormatter> DAYS =
      List.of(DateTimeFormatter.ISO_LOCAL_DATE, DateTimeFormatter.BASIC_ISO_DATE);

  private final ItemRules rules;
  private final Terms terms;
  private final Known known;
  private final Set<String> taken = new HashSet<>();
  private final List<NewItem> put = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private final Map<RecordKey, ItemTally> byRecord = new HashMap<>();

  /**
   * The branches, categories and currency of a tenant.
   *
   * @param branches the codes of its branches
   * @param categories the codes of its item categories
   * @param notForLoan the codes of those whose items are not lent
   * @param decimals how many decimals its currency has
   */
  public record Terms(
      Set<String> branches, Set<String> categories, Set<String> notForLoan, int decimals) {}

  /**
   * An item in a record.
   *
   * @param offset where the record begins in the uncompressed file
   * @param ordinal the record's number in the file, from 1
   * @param record the record's key
   * @param item its description of the item
   */
  public record Candidate(long offset, int ordinal, RecordKey record, DescribedItem item) {}

  /**
   * An item that is refused.
   *
   * @param offset where its record begins in the uncompressed file
   * @param ordinal the record's number in the file, from 1
   * @param barcode its barcode, or null
   * @param reason why, as a sentence
   */
  public record Refused(long offset, int ordinal, @Nullable String barcode, String reason) {}

  /**
   * The decisions about items.
   *
   * @param put the items that are new or whose description changed
   * @param refused the items refused
   * @param byRecord the counts of each record's items
   */
  public record ItemDecisions(
      List<NewItem> put, List<Refused> refused, Map<RecordKey, ItemTally> byRecord) {

    /** The decisions about no items. */
    public static final ItemDecisions NOTHING = new ItemDecisions(List.of(), List.of(), Map.of());

    /** The counts of all items but those of some records. */
    public ItemTally tally(Set<RecordKey> without) {
      return byRecord.entrySet().stream()
          .filter(entry -> !without.contains(entry.getKey()))
          .map(Map.Entry::getValue)
          .reduce(ItemTally.NOTHING, ItemTally::plus);
    }
  }

  /** Why an item is refused: a kind by which refusals are counted, and details of this one. */
  private record Reason(String kind, String particulars) {

    Reason(String kind) {
      this(kind, "");
    }

    String text() {
      return particulars.isEmpty() ? kind : kind + " " + particulars;
    }
  }

  private ItemChoice(ItemRules rules, Terms terms, Known known) {
    this.rules = rules;
    this.terms = terms;
    this.known = known;
  }

  /**
   * Decides about all candidates.
   *
   * @param rules the meaning of codes
   * @param terms the tenant's branches, categories and currency
   * @param known the existing items with the candidates' barcodes
   * @param candidates the items that records describe, in their order
   */
  public static ItemDecisions of(
      ItemRules rules, Terms terms, Known known, List<Candidate> candidates) {
    var choice = new ItemChoice(rules, terms, known);
    candidates.forEach(choice::take);
    return new ItemDecisions(
        List.copyOf(choice.put), List.copyOf(choice.refused), Map.copyOf(choice.byRecord));
  }

  private void take(Candidate candidate) {
    var item = candidate.item();
    var kept = item.barcode() == null ? null : known.items().get(item.barcode());
    var reason = reason(candidate, kept);
    if (reason != null || item.barcode() == null) {
      refuse(candidate, reason == null ? new Reason("It has no barcode.") : reason);
      return;
    }
    taken.add(item.barcode());
    var wanted = wanted(candidate.record(), item.barcode(), item, kept);
    if (kept == null) {
      count(candidate, new ItemTally(1, 0, 0, Map.of()));
    } else if (kept.equals(wanted)) {
      count(candidate, new ItemTally(0, 0, 1, Map.of()));
      return;
    } else {
      count(candidate, new ItemTally(0, 1, 0, Map.of()));
    }
    put.add(wanted);
  }

  private void count(Candidate candidate, ItemTally one) {
    byRecord.merge(candidate.record(), one, ItemTally::plus);
  }

  private void refuse(Candidate candidate, Reason reason) {
    count(candidate, new ItemTally(0, 0, 0, Map.of(reason.kind(), 1)));
    refused.add(
        new Refused(
            candidate.offset(), candidate.ordinal(), candidate.item().barcode(), reason.text()));
  }

  /** Why an item is refused, or null. */
  private @Nullable Reason reason(Candidate candidate, @Nullable NewItem kept) {
    var item = candidate.item();
    var barcode = item.barcode();
    if (barcode == null) {
      return new Reason("It has no barcode.");
    }
    if (barcode.length() > MAX_BARCODE) {
      return new Reason("Its barcode has more than " + MAX_BARCODE + " characters.");
    }
    if (taken.contains(barcode)) {
      return new Reason("Its barcode stands in an earlier field.");
    }
    if (kept != null && !kept.record().equals(candidate.record())) {
      return new Reason(
          "Its barcode is that of an item of another record.", "That is " + kept.record() + ".");
    }
    var owner = known.ownersElsewhere().get(barcode);
    if (owner != null) {
      return new Reason("Its barcode is that of an item of " + owner + ".");
    }
    var reason = ofCodes(item, kept);
    return reason == null ? ofTexts(item) : reason;
  }

  private @Nullable Reason ofCodes(DescribedItem item, @Nullable NewItem kept) {
    var branch = branch(item, kept);
    if (branch == null) {
      return new Reason("It names no branch.");
    }
    if (!terms.branches().contains(branch)) {
      return new Reason("There is no branch \"" + branch + "\".");
    }
    for (var status : item.statuses()) {
      if (rules.status(status).isEmpty()
          && rules.statusCategory(status).isEmpty()
          && !rules.isNotForLoan(status)) {
        return new Reason("Nothing says what the status \"" + status + "\" stands for.");
      }
    }
    var category = category(item, kept);
    if (category == null) {
      return item.statuses().stream().anyMatch(rules::isNotForLoan)
          ? new Reason(
              "It is not for loan, and of the item categories that are not for loan none is meant"
                  + " for it alone: name one (status-categories).")
          : new Reason("It names no type, and there is no default category.");
    }
    return terms.categories().contains(category)
        ? null
        : new Reason("There is no item category \"" + category + "\".");
  }

  private @Nullable Reason ofTexts(DescribedItem item) {
    var location = location(item);
    var callNumber = item.callNumber();
    if (isTooLong(location) || isTooLong(callNumber)) {
      return new Reason("Its location or call number has more than " + MAX_TEXT + " characters.");
    }
    if (item.price() != null && price(item.price()) == null) {
      return new Reason("Its price can't be read:", "\"" + item.price() + "\".");
    }
    return item.accession() != null && day(item.accession()) == null
        ? new Reason("The day of its accession can't be read:", "\"" + item.accession() + "\".")
        : null;
  }

  private static boolean isTooLong(@Nullable String text) {
    return text != null && text.length() > MAX_TEXT;
  }

  /** The item to be stored; what the record does not state is taken from the existing one. */
  private NewItem wanted(
      RecordKey record, String barcode, DescribedItem item, @Nullable NewItem kept) {
    return new NewItem(
        barcode,
        record,
        Objects.requireNonNull(branch(item, kept)),
        Objects.requireNonNull(category(item, kept)),
        kept == null ? status(item) : kept.status(),
        ItemDetails.builder()
            .location(either(location(item), kept == null ? null : kept.location()))
            .callNumber(either(item.callNumber(), kept == null ? null : kept.callNumber()))
            .materialGroup(kept == null ? null : kept.materialGroup())
            .modifier(kept == null ? null : kept.modifier())
            .accession(accession(item, kept))
            .floatingGroup(kept == null ? null : kept.floatingGroup())
            .price(
                either(
                    item.price() == null ? null : price(item.price()),
                    kept == null ? null : kept.price()))
            .build());
  }

  /** The branch. Circulation decides the branch of a floating item. */
  private @Nullable String branch(DescribedItem item, @Nullable NewItem kept) {
    if (kept != null && kept.floatingGroup() != null) {
      return kept.branch();
    }
    return item.branch() != null
        ? rules.branches().getOrDefault(item.branch(), item.branch())
        : kept == null ? rules.defaultBranch() : kept.branch();
  }

  private @Nullable String category(DescribedItem item, @Nullable NewItem kept) {
    for (var status : item.statuses()) {
      var category = rules.statusCategory(status);
      if (category.isPresent()) {
        return category.get();
      }
    }
    var usual =
        item.type() != null
            ? rules.categories().getOrDefault(item.type(), item.type())
            : kept == null ? rules.defaultCategory() : kept.category();
    return item.statuses().stream().anyMatch(rules::isNotForLoan) ? notForLoan(usual) : usual;
  }

  /**
   * A category that is not for loan: the usual one if it isn't, else the one that a move from Koha
   * makes beside it, else the only one that there is.
   */
  private @Nullable String notForLoan(@Nullable String usual) {
    var none = terms.notForLoan();
    return Stream.of(usual, usual + NOT_FOR_LOAN)
        .filter(Objects::nonNull)
        .filter(none::contains)
        .findFirst()
        .orElseGet(() -> none.size() == 1 ? none.iterator().next() : null);
  }

  private ItemStatus status(DescribedItem item) {
    return item.statuses().stream()
        .flatMap(code -> rules.status(code).stream())
        .findFirst()
        .orElse(ItemStatus.AVAILABLE);
  }

  private @Nullable String location(DescribedItem item) {
    var location = item.location();
    return location == null ? null : rules.locations().getOrDefault(location, location);
  }

  private static @Nullable LocalDate accession(DescribedItem item, @Nullable NewItem kept) {
    var said = item.accession() == null ? null : day(item.accession());
    var before = kept == null ? null : kept.accession();
    if (said == null || before == null) {
      return either(said, before);
    }
    return before.isBefore(said) ? before : said;
  }

  private @Nullable Long price(String text) {
    var amount = PRICE.matcher(text);
    if (!amount.matches()) {
      return null;
    }
    var fraction = amount.group(2);
    try {
      return new BigDecimal(amount.group(1) + (fraction == null ? "" : "." + fraction))
          .movePointRight(terms.decimals())
          .longValueExact();
    } catch (ArithmeticException _) {
      return null; // more decimals than the currency has
    }
  }

  private static @Nullable LocalDate day(String text) {
    for (var format : DAYS) {
      try {
        return LocalDate.parse(text, format);
      } catch (DateTimeException _) {
        // Perhaps the other one.
      }
    }
    return null;
  }

  private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
    return first == null ? second : first;
  }
}
