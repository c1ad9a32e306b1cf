package org.samling.exchange.cutover;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.FeeType;
import org.samling.core.cutover.CutoverInquiries;
import org.samling.core.cutover.CutoverInquiries.StoredItem;
import org.samling.core.cutover.CutoverInquiries.StoredLoan;
import org.samling.core.cutover.PastLoans.Key;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.LendingPolicy;
import org.samling.exchange.cutover.ExpectedState.ItemExpected;

/** Compares the store with an export: counts, sums, and patron by patron. */
public final class Reconciliation {

  private static final String THERE = "there";
  private static final String MISSING = "missing";
  private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final CutoverInquiries inquiries;
  private final TenantId tenant;
  private final Mapping mapping;
  private final FindingsFile differences;
  private final Map<String, Pair> sums = new TreeMap<>();
  private final Map<UUID, String> cards = new HashMap<>();
  private long different;
  private @Nullable CutoverReport report;

  Reconciliation(
      CutoverInquiries inquiries, LendingPolicy policy, Mapping mapping, FindingsFile differences) {
    this.inquiries = inquiries;
    this.tenant = policy.tenant().id();
    this.mapping = mapping;
    this.differences = differences;
  }

  /** The totals of the export and of the store. */
  public static final class Pair {
    private long export;
    private long store;

    /** The export's total. */
    public long export() {
      return export;
    }

    /** The store's total. */
    public long store() {
      return store;
    }
  }

  /** Counts of each kind and branch, and sums of fees of each type in minor units. */
  public Map<String, Pair> sums() {
    return sums;
  }

  /** How many differences there are. */
  public long different() {
    return different;
  }

  /** The table of differences, or null where there are none. */
  public @Nullable String file() {
    return differences.path();
  }

  /** Findings in the export itself: rejected rows are not expected in the store. */
  public CutoverReport report() {
    return Objects.requireNonNull(report);
  }

  Reconciliation compare(CutoverReport found, ExpectedState expected) {
    report = found;
    inBatches(expected.patrons.keySet(), batch -> patrons(batch, expected));
    inBatches(expected.items.keySet(), batch -> items(batch, expected));
    inBatches(expected.loans.keySet(), batch -> loans(batch, expected));
    var pastLoans = expected.pastLoans.stream().collect(Collectors.groupingBy(Key::item));
    inBatches(pastLoans.keySet(), batch -> pastLoans(batch, pastLoans));
    for (var pair : sums.entrySet()) {
      if (pair.getValue().export != pair.getValue().store) {
        differ("sum", pair.getKey(), "sum", pair.getValue().export, pair.getValue().store);
      }
    }
    return this;
  }

  private interface Batch {
    void take(List<String> names);
  }

  private static void inBatches(Collection<String> names, Batch batch) {
    var all = names.stream().sorted().toList();
    for (var from = 0; from < all.size(); from += CutoverPass.AT_ONCE) {
      batch.take(all.subList(from, Math.min(from + CutoverPass.AT_ONCE, all.size())));
    }
  }

  private void differ(String kind, String name, String what, Object export, Object store) {
    different++;
    differences.add(kind, name, what, export, store);
  }

  private void count(String name, BiConsumer<Pair, Long> side, long by) {
    side.accept(sums.computeIfAbsent(name, _ -> new Pair()), by);
  }

  private void export(String name, long by) {
    count(name, (pair, n) -> pair.export += n, by);
  }

  private void store(String name, long by) {
    count(name, (pair, n) -> pair.store += n, by);
  }

  private boolean has(Kind kind) {
    return mapping.of(kind) != null;
  }

  private void patrons(List<String> batch, ExpectedState expected) {
    var there = inquiries.patrons(tenant, batch);
    var ids = new ArrayList<UUID>();
    for (var card : batch) {
      var ought = expected.patron(card);
      var is = there.get(card);
      if (!ought.branch.isEmpty()) {
        export("patrons at " + ought.branch, 1);
      }
      if (is == null) {
        differ("patron", card, "patron", THERE, MISSING);
        continue;
      }
      ids.add(is.id());
      cards.put(is.id(), card);
      if (!ought.branch.isEmpty()) {
        store("patrons at " + is.branch(), 1);
        compare(card, "branch", ought.branch, is.branch());
      }
      if (has(Kind.LOANS)) {
        compare(card, "loans", ought.loans, is.loans());
      }
      if (has(Kind.HOLDS)) {
        export("holds", ought.holds);
        store("holds", is.holds());
        compare(card, "holds", ought.holds, is.holds());
      }
      if (has(Kind.FEES)) {
        compare(card, "balance", ought.owed, is.owed());
      }
    }
    if (has(Kind.FEES)) {
      for (var card : batch) {
        expected.patron(card).byType.forEach((type, sum) -> export(fees(type), sum));
      }
      inquiries.fees(tenant, ids).forEach(fee -> store(fees(fee.type()), fee.open()));
    }
  }

  private static String fees(FeeType type) {
    return "fees open, " + type.name().toLowerCase(Locale.ROOT);
  }

  private void compare(String card, String what, Object export, Object store) {
    if (!export.toString().equals(store.toString())) {
      differ("patron", card, what, export, store);
    }
  }

  private void items(List<String> batch, ExpectedState expected) {
    var there = inquiries.items(tenant, batch);
    for (var barcode : batch) {
      var ought = Objects.requireNonNull(expected.items.get(barcode));
      var is = there.get(barcode);
      export("items at " + ought.branch(), 1);
      if (is == null) {
        differ("item", barcode, "item", THERE, MISSING);
        continue;
      }
      store("items at " + is.branch(), 1);
      if (!is.branch().equals(ought.branch())) {
        differ("item", barcode, "branch", ought.branch(), is.branch());
      }
      compareRecord(barcode, ought, is);
    }
  }

  /** Compares by record number where the catalogue has it, and otherwise by title. */
  private void compareRecord(String barcode, ItemExpected ought, StoredItem is) {
    var record = ought.record();
    var title = ought.title();
    if (is.record().equals(record)) {
      return;
    }
    if (record != null && ought.isNamed()) {
      differ("item", barcode, "record", record, is.record());
    } else if (title != null && !isSameTitle(title, is.title())) {
      differ("item", barcode, "title", title, is.title());
    }
  }

  /** Whether one title begins with the other: either may lack the remainder of the title. */
  private static boolean isSameTitle(String title, String other) {
    var one = NO_LETTER.matcher(title.toLowerCase(Locale.ROOT)).replaceAll("");
    var two = NO_LETTER.matcher(other.toLowerCase(Locale.ROOT)).replaceAll("");
    return one.startsWith(two) || two.startsWith(one);
  }

  private void loans(List<String> batch, ExpectedState expected) {
    var there = new HashMap<String, StoredLoan>();
    inquiries.openLoans(tenant, batch).forEach(loan -> there.put(loan.item(), loan));
    for (var barcode : batch) {
      var ought = Objects.requireNonNull(expected.loans.get(barcode));
      var is = there.get(barcode);
      export("loans at " + ought.branch(), 1);
      if (is == null) {
        differ("loan", barcode, "loan", THERE, MISSING);
        continue;
      }
      store("loans at " + is.branch(), 1);
      var whose = is.patron() == null ? "" : cards.getOrDefault(is.patron(), "somebody else");
      if (!whose.equals(ought.card())) {
        differ("loan", barcode, "patron", ought.card(), whose);
      }
      if (!is.dueDay().equals(ought.due())) {
        differ("loan", barcode, "due", ought.due(), is.dueDay());
      }
    }
  }

  private void pastLoans(List<String> batch, Map<String, List<Key>> expected) {
    var there = new HashSet<Key>();
    inquiries.endedLoans(tenant, batch).forEach(loan -> there.add(new Key(loan.item(), loan.at())));
    for (var barcode : batch) {
      for (var ought : expected.getOrDefault(barcode, List.of())) {
        export("past loans", 1);
        if (there.contains(ought)) {
          store("past loans", 1);
        } else {
          differ("past loan", barcode, "loan of " + ought.lent(), THERE, MISSING);
        }
      }
    }
  }
}
