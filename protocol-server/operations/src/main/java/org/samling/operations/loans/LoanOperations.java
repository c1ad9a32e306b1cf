package org.samling.operations.loans;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.outcome.CheckinOutcome;
import org.samling.core.circulation.outcome.CheckoutOutcome;
import org.samling.core.circulation.outcome.LoanOutcome;
import org.samling.core.circulation.outcome.RenewalResult;
import org.samling.core.circulation.reason.OverridableRule;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Amount;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.Problem;
import org.samling.operations.Refusals;
import org.samling.operations.Request;
import org.samling.operations.Texts;
import org.samling.operations.loans.Loans.AllRenewal;
import org.samling.operations.loans.Loans.AllRenewed;
import org.samling.operations.loans.Loans.Changed;
import org.samling.operations.loans.Loans.Checkout;
import org.samling.operations.loans.Loans.Lent;
import org.samling.operations.loans.Loans.MadeElsewhere;
import org.samling.operations.loans.Loans.NewDueDate;
import org.samling.operations.loans.Loans.NotRenewed;
import org.samling.operations.loans.Loans.OverriddenCheckout;
import org.samling.operations.loans.Loans.OverriddenRenewal;
import org.samling.operations.loans.Loans.Renewal;
import org.samling.operations.loans.Loans.Undo;
import org.samling.operations.loans.Loans.WhichLoan;
import org.samling.operations.loans.Returns.Checkin;
import org.samling.operations.loans.Returns.Returned;

/** Loans, returns and renewals, and corrections of them. */
public final class LoanOperations {

  /** The operations. */
  public static final Family<LoanOperations> FAMILY =
      new Family<>(
          "loans",
          "loan",
          "Loans, returns and renewals, and corrections of them",
          List.of(
              Operation.post("check-out", "/loans", Scope.CIRCULATION, "Checks out an item")
                  .withinBounds()
                  .of(Checkout.class, Lent.class, LoanOperations::checkOut),
              Operation.post("check-in", "/returns", Scope.CIRCULATION, "Checks in an item")
                  .withinBounds()
                  .of(Checkin.class, Returned.class, LoanOperations::checkIn),
              Operation.post("renew", "/renewals", Scope.CIRCULATION, "Renews a loan")
                  .withinBounds()
                  .of(Renewal.class, Lent.class, LoanOperations::renew),
              Operation.post(
                      "renew-all",
                      "/patrons/:patron/renewals",
                      Scope.CIRCULATION,
                      "Renews all of a patron's loans that can be renewed")
                  .withinBounds()
                  .of(AllRenewal.class, AllRenewed.class, LoanOperations::renewAll),
              Operation.post(
                      "undo-check-out",
                      "/loans/undo",
                      Scope.CIRCULATION,
                      "Undoes a loan or renewal that was just made")
                  .withinBounds()
                  .of(Undo.class, Changed.class, LoanOperations::undoCheckOut),
              Operation.post(
                      "undo-check-in",
                      "/returns/undo",
                      Scope.CIRCULATION,
                      "Undoes a return that was just made")
                  .withinBounds()
                  .of(Undo.class, Changed.class, LoanOperations::undoCheckIn),
              Operation.post(
                      "record-loan",
                      "/loans/recording",
                      Scope.CIRCULATION_RECORD,
                      "Records a loan that was made elsewhere, without checking any rule")
                  .withinBounds()
                  .of(MadeElsewhere.class, Lent.class, LoanOperations::record),
              Operation.post(
                      "override-check-out",
                      "/loans/override",
                      Scope.CIRCULATION_OVERRIDE,
                      "Checks out an item although named rules forbid it")
                  .of(OverriddenCheckout.class, Lent.class, LoanOperations::overrideCheckOut),
              Operation.post(
                      "override-renewal",
                      "/renewals/override",
                      Scope.CIRCULATION_OVERRIDE,
                      "Renews a loan although named rules forbid it")
                  .of(OverriddenRenewal.class, Lent.class, LoanOperations::overrideRenewal),
              Operation.post(
                      "claim-returned",
                      "/patrons/:patron/loans/:item/claim",
                      Scope.CIRCULATION,
                      "Records that a patron claims to have returned an item")
                  .withinBounds()
                  .of(WhichLoan.class, Changed.class, LoanOperations::claimReturned),
              Operation.post(
                      "change-due-date",
                      "/patrons/:patron/loans/:item/due-date",
                      Scope.CIRCULATION,
                      "Sets the due date of a loan")
                  .withinBounds()
                  .of(NewDueDate.class, Changed.class, LoanOperations::changeDueDate)));

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Inquiries inquiries;
  private final Commands commands;

  /** Operations on a store. */
  public LoanOperations(Inquiries inquiries, Circulation circulation) {
    this.inquiries = inquiries;
    this.commands = new Commands(circulation, DEADLINE);
  }

  private Lent checkOut(Request<Checkout> request) {
    var wanted = request.input();
    return lent(
        request,
        commands.outcome(
            new LoanCommand.Checkout(
                    request.origin(DEADLINE),
                    Texts.neededNumber("patron", wanted.patron()),
                    Texts.neededNumber("item", wanted.item()),
                    Boolean.TRUE.equals(wanted.renewIfOnLoan()),
                    null,
                    Texts.number(wanted.by()))
                .accepting(Amount.accepted(wanted.acceptFee(), request.tenant()))));
  }

  private Lent record(Request<MadeElsewhere> request) {
    var loan = request.input();
    var made = loan.made() == null ? Instant.now() : loan.made();
    if (loan.due() != null && loan.due().isBefore(made)) {
      throw Problem.invalid("\"due\" must not be before \"made\".");
    }
    return lent(
        request,
        commands.outcome(
            new LoanCommand.Checkout(
                request.origin(DEADLINE),
                Texts.neededNumber("patron", loan.patron()),
                Texts.neededNumber("item", loan.item()),
                false,
                new LoanCommand.AsRecorded(made, loan.due(), 0))));
  }

  private Lent renew(Request<Renewal> request) {
    var renewal = request.input();
    return renewed(
        request,
        commands.outcome(
            new LoanCommand.Renew(
                    request.origin(DEADLINE),
                    Texts.neededNumber("patron", renewal.patron()),
                    Texts.neededNumber("item", renewal.item()))
                .accepting(Amount.accepted(renewal.acceptFee(), request.tenant()))));
  }

  private Lent overrideCheckOut(Request<OverriddenCheckout> request) {
    var wanted = request.input();
    return lent(
        request,
        commands.outcome(
            new LoanCommand.Checkout(
                    request.origin(DEADLINE),
                    Texts.neededNumber("patron", wanted.patron()),
                    Texts.neededNumber("item", wanted.item()),
                    false,
                    null,
                    Texts.number(wanted.by()),
                    override(wanted.rules(), wanted.reason()))
                .accepting(Amount.accepted(wanted.acceptFee(), request.tenant()))));
  }

  private Lent overrideRenewal(Request<OverriddenRenewal> request) {
    var renewal = request.input();
    return renewed(
        request,
        commands.outcome(
            new LoanCommand.Renew(
                    request.origin(DEADLINE),
                    Texts.neededNumber("patron", renewal.patron()),
                    Texts.neededNumber("item", renewal.item()),
                    override(renewal.rules(), renewal.reason()))
                .accepting(Amount.accepted(renewal.acceptFee(), request.tenant()))));
  }

  private static LoanCommand.RuleOverride override(List<OverridableRule> rules, String reason) {
    return new LoanCommand.RuleOverride(Texts.needed("reason", reason), Set.copyOf(rules));
  }

  private static Lent renewed(Request<?> request, CheckoutOutcome outcome) {
    if (outcome instanceof Refusal refused) {
      throw Refusals.of(refused, RenewalResult.of(outcome), request.tenant());
    }
    return lent(request, outcome);
  }

  private static Lent lent(Request<?> request, CheckoutOutcome outcome) {
    var tenant = request.tenant();
    return switch (outcome) {
      case CheckoutOutcome.Granted granted -> Lent.of(granted, tenant);
      case CheckoutOutcome.SetGranted granted -> Lent.of(granted, tenant);
      case CheckoutOutcome.Refused refused -> throw Refusals.of(refused, tenant);
      case CheckoutOutcome.SetRefused refused -> throw Refusals.of(refused, tenant);
    };
  }

  private AllRenewed renewAll(Request<AllRenewal> request) {
    var patron = request.input().patron();
    var items =
        inquiries
            .patron(request.tenantId(), patron)
            .orElseThrow(Problem::unknownPatron)
            .loans()
            .stream()
            .map(PatronAccount.Loan::barcode)
            .toList();
    var renewals = new ArrayList<Command<CheckoutOutcome>>();
    items.forEach(item ->
        renewals.add(
            new LoanCommand.Renew(request.origin(DEADLINE, item), patron, item)
                .accepting(Amount.accepted(request.input().acceptFee(), request.tenant()))));
    return sorted(items, commands.outcomes(renewals), request.tenant());
  }

  private static AllRenewed sorted(
      List<String> items, List<CheckoutOutcome> outcomes, Tenant tenant) {
    var renewed = new ArrayList<Lent>();
    var refused = new ArrayList<NotRenewed>();
    for (var i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case CheckoutOutcome.Granted granted -> renewed.add(Lent.of(granted, tenant));
        case CheckoutOutcome.SetGranted granted -> renewed.add(Lent.of(granted, tenant));
        case CheckoutOutcome.Refused refusal ->
            refused.add(NotRenewed.of(items.get(i), refusal, RenewalResult.of(refusal), tenant));
        case CheckoutOutcome.SetRefused refusal ->
            refused.add(NotRenewed.of(items.get(i), refusal, RenewalResult.of(refusal), tenant));
      }
    }
    return new AllRenewed(renewed, refused);
  }

  private Returned checkIn(Request<Checkin> request) {
    var item = Texts.neededNumber("item", request.input().item());
    var command = new LoanCommand.Checkin(request.origin(DEADLINE), item, Instant.now());
    return switch (commands.outcome(command)) {
      case CheckinOutcome.Returned returned -> Returned.of(returned);
      case CheckinOutcome.SetReturned returned -> Returned.of(returned);
      case CheckinOutcome.OfOther other -> Returned.of(other);
      case CheckinOutcome.Refused refused -> throw Refusals.of(refused);
    };
  }

  private Changed undoCheckOut(Request<Undo> request) {
    var undo = request.input();
    return changed(
        new LoanCommand.UndoCheckout(
            request.origin(DEADLINE),
            Texts.number(undo.patron()),
            Texts.neededNumber("item", undo.item())));
  }

  private Changed undoCheckIn(Request<Undo> request) {
    var undo = request.input();
    return changed(
        new LoanCommand.UndoCheckin(
            request.origin(DEADLINE),
            Texts.number(undo.patron()),
            Texts.neededNumber("item", undo.item())));
  }

  private Changed claimReturned(Request<WhichLoan> request) {
    var loan = request.input();
    return changed(
        new LoanCommand.ClaimReturned(request.origin(DEADLINE), loan.patron(), loan.item()));
  }

  private Changed changeDueDate(Request<NewDueDate> request) {
    var loan = request.input();
    return changed(
        new LoanCommand.ChangeDueDate(
            request.origin(DEADLINE), loan.patron(), loan.item(), loan.day()));
  }

  private Changed changed(LoanCommand<LoanOutcome> command) {
    return switch (commands.outcome(command)) {
      case LoanOutcome.Changed changed -> Changed.of(changed);
      case LoanOutcome.Refused refused -> throw Refusals.of(refused);
    };
  }
}
