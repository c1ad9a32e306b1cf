package org.samling.exchange.koha;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samling.core.organisation.Branch;
import org.samling.core.organisation.BranchCalendar;
import org.samling.core.organisation.ItemCategory;
import org.samling.core.organisation.LibraryRegister;
import org.samling.core.organisation.PatronCategory;
import org.samling.core.policy.LendingPolicy;
import org.samling.exchange.cutover.Mapping;

/**
 * Creates the branches and categories of a Koha that the tenant lacks and no table translates. What
 * the tenant has is left as it is.
 */
final class KohaOrganisation {

  private static final int LOAN_DAYS = 28;
  private static final int RENEWALS = 2;
  private static final int MAX_LOANS = 50;
  private static final int MAX_HOLDS = 25;
  private static final long MAX_DEBT = 20_000;
  private static final String BOOK = "001";

  private final KohaTables tables;
  private final Mapping mapping;
  private final LendingPolicy policy;
  private final List<String> created = new ArrayList<>();

  KohaOrganisation(KohaTables tables, Mapping mapping, LendingPolicy policy) {
    this.tables = tables;
    this.mapping = mapping;
    this.policy = policy;
  }

  /**
   * Creates them.
   *
   * @param agency the agency of new branches
   * @return what was created, for people
   */
  List<String> create(
      LibraryRegister register, String agency, Map<String, KohaExport.ItemTypeHere> types) {
    var tenant = policy.tenant().id();
    missing("branch", tables.branches.keySet(), policy.branches().keySet())
        .forEach(code -> {
          var name = name(code, tables.branches.getOrDefault(code, ""));
          register.putBranchWithoutCalendar(
              tenant, new Branch(code, agency, Set.of(), name, BranchCalendar.ALWAYS_OPEN));
          created.add("branch %s, of agency %s".formatted(code, agency));
        });
    register.putPatronCategories(
        tenant,
        missing("patron-category", tables.categories.keySet(), policy.patronCategories().keySet())
            .stream()
            .map(this::patronCategory)
            .toList());
    register.putItemCategories(
        tenant,
        missing("item-category", types.keySet(), policy.itemCategories().keySet()).stream()
            .map(code -> itemCategory(code, types))
            .toList());
    return created;
  }

  /** The codes that stand for themselves and that the tenant has not. */
  private List<String> missing(String table, Set<String> codes, Set<String> there) {
    var ours = mapping.table(table);
    return codes.stream()
        .filter(code -> code.equals(ours.get(code)) && !there.contains(code))
        .toList();
  }

  private static String name(String code, String name) {
    return name.isBlank() ? code : name.strip();
  }

  private PatronCategory patronCategory(String code) {
    var category =
        new PatronCategory(
            code,
            name(code, tables.categories.getOrDefault(code, "")),
            tables.rule("patron_maxissueqty", code, MAX_LOANS),
            tables.rule("max_holds", code, MAX_HOLDS),
            MAX_DEBT);
    created.add(
        "patron category %s: %d loans, %d holds, debt up to %d.%02d"
            .formatted(
                code, category.maxLoans(), category.maxHolds(), MAX_DEBT / 100, MAX_DEBT % 100));
    return category;
  }

  private ItemCategory itemCategory(String code, Map<String, KohaExport.ItemTypeHere> types) {
    var type = types.get(code);
    var name = type == null ? code : type.name();
    var rule = type == null ? code : type.type();
    var isForLoan = type == null || type.isForLoan();
    var category =
        new ItemCategory(
            code,
            name(code, name),
            BOOK,
            isForLoan,
            isForLoan ? tables.rule("issuelength", rule, LOAN_DAYS) : 0,
            isForLoan ? tables.rule("renewalsallowed", rule, RENEWALS) : 0);
    created.add(
        isForLoan
            ? "item category %s: %d days, %d renewals"
                .formatted(code, category.loanDays(), category.renewals())
            : "item category %s: not for loan".formatted(code));
    return category;
  }
}
