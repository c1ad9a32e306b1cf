package org.samling.operations.transport;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.LoanCommand.Checkin;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.ReturnHandling;
import org.samling.core.policy.LendingPolicy;
import org.samling.core.policy.PolicyRegister;
import org.samling.core.policy.SortRule;
import org.samling.core.policy.SortRule.ReturnedItem;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Places;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.transport.SortRules.CheckedRule;
import org.samling.operations.transport.SortRules.Explained;
import org.samling.operations.transport.SortRules.Filter;
import org.samling.operations.transport.SortRules.Listed;
import org.samling.operations.transport.SortRules.NewRule;
import org.samling.operations.transport.SortRules.Question;
import org.samling.operations.transport.SortRules.Rule;
import org.samling.operations.transport.SortRules.Table;
import org.samling.operations.transport.SortRules.WhichRule;

/**
 * The rules by which a branch's sorting machine chooses a bin for a returned item. Of two changes
 * of one table at the same moment, the later counts.
 */
public final class SortRuleOperations {

  /** The operations. */
  public static final Family<SortRuleOperations> FAMILY =
      new Family<>(
          "sort-rules",
          "sort-rule",
          "The rules by which sorting machines choose a bin for a returned item",
          List.of(
              Operation.get(
                      "list-sort-rules",
                      "/sort-rules",
                      Scope.CONFIGURATION_READ,
                      "Lists the rules of sorting machines, table by table from the top")
                  .paged()
                  .of(Filter.class, Listed.class, SortRuleOperations::list),
              Operation.get(
                      "explain-sort-rules",
                      "/sort-rules/:branch/explanation",
                      Scope.CONFIGURATION_READ,
                      "Explains into which bin an item would go if it were returned now")
                  .of(Question.class, Explained.class, SortRuleOperations::explain),
              Operation.post(
                      "add-sort-rule",
                      "/sort-rules/:branch",
                      Scope.CONFIGURATION_CHANGE,
                      "Adds a rule to a table; the rules from its place on move down")
                  .takingLongBody()
                  .of(NewRule.class, Table.class, SortRuleOperations::add),
              Operation.delete(
                      "remove-sort-rule",
                      "/sort-rules/:branch/:place",
                      Scope.CONFIGURATION_CHANGE,
                      "Removes the rule at a place of a table; those below move up")
                  .of(WhichRule.class, Table.class, SortRuleOperations::remove)));

  private final Inquiries inquiries;
  private final PolicyRegister register;

  /** Operations on a store. */
  public SortRuleOperations(Inquiries inquiries, PolicyRegister register) {
    this.inquiries = inquiries;
    this.register = register;
  }

  private LendingPolicy policy(Request<?> request) {
    return inquiries.policy(request.tenantId());
  }

  /** The policy, where it has a branch that the path names. */
  private LendingPolicy policy(Request<?> request, String branch) {
    var policy = policy(request);
    if (!policy.branches().containsKey(branch)) {
      throw Problem.unknown("There is no branch \"%s\".".formatted(branch));
    }
    return policy;
  }

  private static String table(@Nullable String name) {
    return name == null ? ReturnHandling.DEFAULT_SORT_RULES : Texts.needed("table", name);
  }

  private Listed list(Request<Filter> request) {
    var policy = policy(request);
    var branch = request.input().branch();
    var table = request.input().table();
    if (branch != null) {
      Places.checkBranch(policy, branch);
    }
    var rules =
        policy.sortRules().stream()
            .filter(rule -> branch == null || branch.equals(rule.branch()))
            .filter(rule -> table == null || table.equals(rule.table()))
            .toList();
    var page =
        request
            .paging()
            .within(rules, rule -> PageMark.of(rule.branch(), rule.table(), rule.position()))
            .map(Rule::of);
    return new Listed(page.entries(), page.next());
  }

  private Explained explain(Request<Question> request) {
    var asked = request.input();
    var policy = policy(request, asked.branch());
    var barcode = Texts.neededNumber("item", asked.item());
    var origin = request.explainedAt(asked.branch());
    var item =
        inquiries
            .sorted(new Checkin(origin, barcode, Instant.now()))
            .orElseThrow(() -> Problem.unknown("There is no item \"%s\".".formatted(barcode)));
    var table = table(asked.table());
    return new Explained(
        barcode,
        item.way(),
        item.destination(),
        policy.sortRule(asked.branch(), table, item).map(SortRule::bin).orElse(null),
        checked(policy.sortRules(asked.branch(), table), item));
  }

  /** The rules down to the first that applies. */
  private static List<CheckedRule> checked(List<SortRule> rules, ReturnedItem item) {
    var checked = new ArrayList<CheckedRule>();
    for (var rule : rules) {
      var result = CheckedRule.of(rule, item);
      checked.add(result);
      if (result.applies()) {
        break;
      }
    }
    return checked;
  }

  private Table add(Request<NewRule> request) {
    var wanted = request.input();
    var policy = policy(request, wanted.branch());
    var table = table(wanted.table());
    var rules = new ArrayList<>(policy.sortRules(wanted.branch(), table));
    if (rules.size() >= SortRule.MOST) {
      throw Problem.refused("A table can have at most %d rules.".formatted(SortRule.MOST));
    }
    var last = rules.size() + 1;
    int place = wanted.place() == null ? last : wanted.place();
    if (place > last) {
      throw Problem.invalid("\"place\" must be a number from 1 to %d.".formatted(last));
    }
    try {
      rules.add(
          place - 1,
          new SortRule(
              wanted.branch(),
              table,
              place,
              wanted.when().conditions(policy),
              wanted.bin(),
              request.account().username(),
              Instant.now()));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(e.getMessage() + ".");
    }
    return put(request, wanted.branch(), table, rules);
  }

  private Table remove(Request<WhichRule> request) {
    var which = request.input();
    var table = table(which.table());
    var policy = policy(request, which.branch());
    var rules = new ArrayList<>(policy.sortRules(which.branch(), table));
    if (which.place() > rules.size()) {
      throw Problem.unknown(
          "There is no rule at place %d; the table \"%s\" of %s has %d."
              .formatted(which.place(), table, which.branch(), rules.size()));
    }
    rules.remove(which.place() - 1);
    return put(request, which.branch(), table, rules);
  }

  private Table put(Request<?> request, String branch, String table, List<SortRule> rules) {
    var numbered = new ArrayList<SortRule>();
    rules.forEach(rule -> numbered.add(rule.at(numbered.size() + 1)));
    register.putSortRules(request.tenantId(), branch, table, numbered);
    return Table.of(policy(request).sortRules(branch, table));
  }
}
