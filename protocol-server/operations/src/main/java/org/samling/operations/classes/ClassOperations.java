package org.samling.operations.classes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.GroupCommand.ChangeGroup;
import org.samling.core.circulation.command.GroupCommand.NewMember;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.PatronOutcome;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.patron.GroupLists;
import org.samling.core.patron.PatronRegister;
import org.samling.operations.Amount;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Problem;
import org.samling.operations.Refusals;
import org.samling.operations.Request;
import org.samling.operations.classes.Classes.Filter;
import org.samling.operations.classes.Classes.FormerMembers;
import org.samling.operations.classes.Classes.Group;
import org.samling.operations.classes.Classes.Lent;
import org.samling.operations.classes.Classes.LentItem;
import org.samling.operations.classes.Classes.Listed;
import org.samling.operations.classes.Classes.Loan;
import org.samling.operations.classes.Classes.NewMembers;
import org.samling.operations.classes.Classes.NotLent;
import org.samling.operations.classes.Classes.NothingLent;
import org.samling.operations.classes.Classes.WhichClass;
import org.samling.operations.classes.Classes.Whole;
import org.samling.operations.classes.RollOverPlan.Leaver;
import org.samling.operations.classes.SchoolYears.LeaverLoan;
import org.samling.operations.classes.SchoolYears.NewYear;
import org.samling.operations.classes.SchoolYears.NotChanged;
import org.samling.operations.classes.SchoolYears.RolledOver;
import org.samling.operations.classes.SchoolYears.Sums;

/** Classes and other groups that borrow together. */
public final class ClassOperations {

  /** The operations. */
  public static final Family<ClassOperations> FAMILY =
      new Family<>(
          "classes",
          "class",
          "Classes and other groups that borrow together, and their new school year",
          List.of(
              Operation.get(
                      "list-classes",
                      "/classes",
                      Scope.GROUPS_READ,
                      "Lists classes and other groups, with how many members and loans they have")
                  .paged()
                  .withinBounds()
                  .of(Filter.class, Listed.class, ClassOperations::list),
              Operation.get(
                      "show-class",
                      "/classes/:card",
                      Scope.GROUPS_READ,
                      "Shows a class and its members")
                  .withinBounds()
                  .of(WhichClass.class, Whole.class, ClassOperations::show),
              Operation.post(
                      "add-class-members",
                      "/classes/:card/members",
                      Scope.GROUPS_MANAGE,
                      "Adds patrons to a class, all or none")
                  .withinBounds()
                  .of(NewMembers.class, Whole.class, ClassOperations::add),
              Operation.post(
                      "remove-class-members",
                      "/classes/:card/members/removal",
                      Scope.GROUPS_MANAGE,
                      "Removes patrons from a class, all or none")
                  .withinBounds()
                  .of(FormerMembers.class, Whole.class, ClassOperations::remove),
              Operation.post(
                      "lend-to-class",
                      "/classes/:card/loans",
                      Scope.GROUPS_MANAGE,
                      "Lends items and sets to a class, each that may be lent")
                  .withinBounds()
                  .of(Loan.class, Lent.class, ClassOperations::lend),
              Operation.post(
                      "roll-over-classes",
                      "/classes/roll-over",
                      Scope.GROUPS_MANAGE,
                      "Shows what a school's file of a new school year changes, or changes it")
                  .takingLongBody()
                  .takingItsTime()
                  .of(NewYear.class, RolledOver.class, ClassOperations::rollOver)));

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final GroupLists groups;
  private final PatronRegister register;
  private final Inquiries inquiries;
  private final Branches branches;
  private final Commands commands;

  /** Operations on a store. */
  public ClassOperations(
      GroupLists groups, PatronRegister register, Inquiries inquiries, Circulation circulation) {
    this.groups = groups;
    this.register = register;
    this.inquiries = inquiries;
    this.branches = new Branches(inquiries);
    this.commands = new Commands(circulation, DEADLINE);
  }

  private Listed list(Request<Filter> request) {
    var school = request.input().school();
    branches.check(request, school);
    var page =
        request
            .paging()
            .within(groups.groups(request.tenantId(), school), group -> PageMark.of(group.id()))
            .map(Group::of);
    return new Listed(page.entries(), page.next());
  }

  private Whole show(Request<WhichClass> request) {
    return show(request, request.input().card());
  }

  private Whole show(Request<?> request, String card) {
    return groups
        .group(request.tenantId(), card)
        .map(Whole::of)
        .orElseThrow(() -> Problem.unknown("There is no such class."));
  }

  private Whole add(Request<NewMembers> request) {
    var wanted = request.input();
    var isResponsible = Boolean.TRUE.equals(wanted.responsible());
    return change(
        request,
        wanted.card(),
        wanted.patrons().stream().map(patron -> new NewMember(patron, isResponsible)).toList(),
        List.of());
  }

  private Whole remove(Request<FormerMembers> request) {
    return change(request, request.input().card(), List.of(), request.input().patrons());
  }

  private Whole change(Request<?> request, String card, List<NewMember> put, List<String> removed) {
    var outcome =
        commands.outcome(new ChangeGroup(request.origin(DEADLINE), card, null, put, removed));
    return switch (outcome) {
      case PatronOutcome.Changed _ -> show(request, card);
      case PatronOutcome.Refused refused -> throw Refusals.of(refused);
    };
  }

  private Lent lend(Request<Loan> request) {
    var loan = request.input();
    branches.checkMember(request, "branch", loan.branch());
    var tenant = request.tenant();
    var policy = inquiries.policy(request.tenantId());
    var lent = new ArrayList<LentItem>();
    var refused = new ArrayList<NotLent>();
    for (var item : loan.items()) {
      switch (commands.outcome(checkout(request, item))) {
        case CheckoutOutcome.Granted granted -> lent.add(LentItem.of(granted, policy, tenant));
        case CheckoutOutcome.SetGranted granted -> lent.add(LentItem.of(granted, policy, tenant));
        case CheckoutOutcome.Refused one -> refused.add(NotLent.of(item, one, tenant));
        case CheckoutOutcome.SetRefused set -> refused.add(NotLent.of(set, tenant));
      }
    }
    if (lent.isEmpty()) {
      throw Problem.refused(
          "Nothing was lent: %s.".formatted(refused.getFirst().reason().words()),
          new NothingLent(refused));
    }
    return new Lent(lent, refused);
  }

  private static Command<CheckoutOutcome> checkout(Request<Loan> request, String item) {
    var loan = request.input();
    return new LoanCommand.Checkout(
            request.originAt(loan.branch(), DEADLINE, item),
            loan.card(),
            item,
            false,
            null,
            loan.by())
        .accepting(Amount.accepted(loan.acceptFee(), request.tenant()));
  }

  private RolledOver rollOver(Request<NewYear> request) {
    var year = request.input();
    var plan = plan(request);
    var loans = loans(request, plan.leavers());
    var applies = Boolean.TRUE.equals(year.apply()) && !plan.isEmpty();
    if (applies && plan.isSuspicious() && !Boolean.TRUE.equals(year.acceptLeavers())) {
      throw Problem.refused(
          "%d of %d pupils would leave, so the file may be incomplete; with \"accept-leavers\" it is applied."
              .formatted(plan.leavers().size(), plan.told().pupils()));
    }
    var refused = applies ? apply(request, plan) : List.<NotChanged>of();
    var told = plan.told();
    return new RolledOver(
        applies, Sums.of(plan), told.schools(), told.classes(), told.persons(), loans, refused);
  }

  private RollOverPlan plan(Request<NewYear> request) {
    try {
      return new RollOver(groups, inquiries.policy(request.tenantId()))
          .plan(request.input().file());
    } catch (SchoolFileException e) {
      throw Problem.invalid("The file can't be used: %s.".formatted(e.getMessage()));
    }
  }

  private List<NotChanged> apply(Request<NewYear> request, RollOverPlan plan) {
    return new NewSchoolYear(register, commands, request.tenantId())
        .apply(plan, change -> request.originAt(change.branch(), DEADLINE, change.card()));
  }

  private List<LeaverLoan> loans(Request<NewYear> request, List<Leaver> leavers) {
    if (leavers.isEmpty()) {
      return List.of();
    }
    return groups.loans(request.tenantId(), leavers.stream().map(Leaver::id).toList()).stream()
        .map(loan ->
            new LeaverLoan(
                loan.item(),
                loan.title(),
                loan.due(),
                leavers.stream()
                    .filter(leaver -> leaver.id().equals(loan.patron()))
                    .map(Leaver::name)
                    .findFirst()
                    .orElse("")))
        .toList();
  }
}
