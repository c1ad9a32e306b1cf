package org.samling.operations.debt;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samling.core.circulation.Commands;
import org.samling.core.circulation.Inquiries;
import org.samling.core.debt.Claim;
import org.samling.core.debt.DebtReconciliation;
import org.samling.core.debt.Debts;
import org.samling.core.debt.Debts.Export;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Download;
import org.samling.operations.Family;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.debt.Claims.Deliveries;
import org.samling.operations.debt.Claims.Delivery;
import org.samling.operations.debt.Claims.Difference;
import org.samling.operations.debt.Claims.Differences;
import org.samling.operations.debt.Claims.Imported;
import org.samling.operations.debt.Claims.ListedClaims;
import org.samling.operations.debt.Claims.NewDelivery;
import org.samling.operations.debt.Claims.NothingNew;
import org.samling.operations.debt.Claims.Unsettled;
import org.samling.operations.debt.Claims.WhichClaims;
import org.samling.routes.debt.DebtMessages;

/** Claims that a debtor system collects, and what it reports of them. */
public final class ClaimOperations {

  /**
   * The operations. Those that change something need no Idempotency-Key: a delivery is made once
   * and can be written again, and each message has a number by which it is known.
   */
  public static final Family<ClaimOperations> FAMILY =
      new Family<>(
          "claims",
          "claim",
          "Claims that a debtor system collects, and what it reports of them",
          List.of(
              Operation.get(
                      "list-claims",
                      "/claims",
                      Scope.DEBT_READ,
                      "Lists claims with their open amounts, by the ledger and by the debtor system")
                  .paged()
                  .of(WhichClaims.class, ListedClaims.class, ClaimOperations::list),
              Operation.get(
                      "list-deliveries",
                      "/claims/deliveries",
                      Scope.DEBT_MANAGE,
                      "Lists deliveries to the debtor system")
                  .of(Nothing.class, Deliveries.class, ClaimOperations::deliveries),
              Operation.post(
                      "export-claims",
                      "/claims/deliveries",
                      Scope.DEBT_MANAGE,
                      "Makes a delivery for the debtor system: new claims, and changed amounts")
                  .keepingItsKey()
                  .takingItsTime()
                  .ofFile(
                      NewDelivery.class,
                      Arrays.stream(DebtFormat.values()).map(DebtFormat::mediaType).toList(),
                      ClaimOperations::export),
              Operation.post(
                      "import-claims",
                      "/claims/messages",
                      Scope.DEBT_MANAGE,
                      "Carries out what the debtor system reports in a file, each message once")
                  .takingFile()
                  .keepingItsKey()
                  .takingItsTime()
                  .of(Nothing.class, Imported.class, ClaimOperations::take),
              Operation.post(
                      "reconcile-claims",
                      "/claims/reconciliation",
                      Scope.DEBT_MANAGE,
                      "Compares a file of the debtor system's balances with the ledger")
                  .takingFile()
                  .changingNothing()
                  .takingItsTime()
                  .of(Nothing.class, Differences.class, ClaimOperations::reconcile)));

  private final Debts debts;
  private final DebtMessages messages;

  /** Operations on a store. */
  public ClaimOperations(Debts debts, Inquiries inquiries, Commands commands) {
    this.debts = debts;
    this.messages = new DebtMessages(debts, inquiries, commands);
  }

  private ListedClaims list(Request<WhichClaims> request) {
    var paging = request.paging();
    var after = PageMark.read(paging.after(), parts -> Long.valueOf(parts.getFirst()));
    var isOpen = !Boolean.TRUE.equals(request.input().all());
    var found =
        debts.claims(request.tenantId(), isOpen, after == null ? 0 : after, paging.fetched());
    var page =
        paging
            .<Claim>of(found, claim -> PageMark.of(claim.number()))
            .map(claim -> Claims.Claim.of(claim, request.tenant()));
    return new ListedClaims(page.entries(), page.next(), page.next() == null);
  }

  private Deliveries deliveries(Request<Nothing> request) {
    return new Deliveries(debts.exports(request.tenantId()).stream().map(Delivery::of).toList());
  }

  private Download export(Request<NewDelivery> request) {
    var tenant = request.tenant();
    var format = Optional.ofNullable(request.input().format()).orElse(DebtFormat.CSV);
    var delivery = delivery(request);
    return Download.made(
        format.mediaType(),
        "%s-claims-%06d.%s".formatted(tenant.code(), delivery.number(), format.word()),
        out -> ClaimFile.write(out, tenant, delivery, format, debts));
  }

  private Export delivery(Request<NewDelivery> request) {
    var again = request.input().again();
    if (again != null) {
      return debts
          .export(request.tenantId(), again)
          .orElseThrow(() -> Problem.unknown("There is no delivery %d.".formatted(again)));
    }
    return debts
        .export(request.tenantId(), Instant.now(), request.account().username())
        .orElseThrow(() -> nothingNew(request));
  }

  private Problem nothingNew(Request<NewDelivery> request) {
    var last = debts.exports(request.tenantId()).stream().map(Export::number).findFirst();
    return Problem.refused(
        "There is nothing new for the debtor system."
            + last.map(" The last delivery is %d; \"again\" writes it again."::formatted)
                .orElse(""),
        new NothingNew(last.orElse(null)));
  }

  private Imported take(Request<Nothing> request) {
    return DebtFiles.take(request.file(), request.tenant(), messages, request.account().username());
  }

  private Differences reconcile(Request<Nothing> request) {
    var tenant = request.tenant();
    var balances = DebtFiles.balances(request.file(), tenant);
    return new Differences(
        DebtReconciliation.of(debts.claims(tenant.id()), balances).stream()
            .map(found -> Difference.of(found, tenant))
            .toList(),
        debts.unsettled(tenant.id()).stream().map(stored -> Unsettled.of(stored, tenant)).toList());
  }
}
