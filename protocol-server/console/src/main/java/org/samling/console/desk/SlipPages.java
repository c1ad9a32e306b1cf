package org.samling.console.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.console.circulation.ItemDesk;
import org.samling.console.circulation.PatronDesk.VisiblePatron;
import org.samling.console.desk.DeskView.Desk;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.console.web.Words;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.DeskLists.Lent;
import org.samling.core.circulation.DeskLists.Waiting;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.circulation.facts.PatronFacts;
import org.samling.core.debt.Statements;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.Slip;
import org.samling.core.notices.Slip.Line;
import org.samling.operations.notices.Slips;

/**
 * What is printed at the desk, each as a part of its page. What is for a patron is in the patron's
 * language, what is for staff in that of the page.
 */
final class SlipPages {

  private static final int MOST_WAITING = 200;

  private final Inquiries inquiries;
  private final DeskLists lists;
  private final Statements statements;
  private final Slips slips;
  private final DeskView view;

  SlipPages(
      Inquiries inquiries, DeskLists lists, Statements statements, Slips slips, DeskView view) {
    this.inquiries = inquiries;
    this.lists = lists;
    this.statements = statements;
    this.slips = slips;
    this.view = view;
  }

  /** What a patron borrowed here today. */
  Reply loans(Visit visit) {
    var desk = view.desk(visit);
    return patron(desk)
        .map(seen -> {
          var lent = lists.loans(visit.tenant().id(), seen.account().patron().id());
          var lines =
              seen.account().loans().stream()
                  .filter(loan -> isOfNow(desk, lent.get(loan.barcode())))
                  .map(
                      loan -> Line.of(loan.title(), null, loan.barcode(), new Slip.Due(loan.due())))
                  .toList();
          var patron = seen.account().patron();
          return printed(
              desk,
              MessageKind.LOAN_SLIP,
              language(desk, patron),
              Slip.of(patron.name(), Instant.now(), lines));
        })
        .orElseGet(Reply::notFound);
  }

  private Optional<VisiblePatron> patron(Desk desk) {
    return view.visible(desk, desk.visit().request().part("patron"));
  }

  private static boolean isOfNow(Desk desk, @Nullable Lent lent) {
    var policy = desk.sight().policy();
    return lent != null
        && lent.branch().equals(desk.visit().workplace().branch())
        && policy.day(lent.at()).equals(policy.day(Instant.now()));
  }

  /** An item that is on the hold shelf, with its pickup number. */
  Reply hold(Visit visit) {
    var desk = view.desk(visit);
    return item(desk)
        .flatMap(state ->
            waiting(desk, state)
                .flatMap(waiting ->
                    Optional.ofNullable(waiting.shelf())
                        .map(shelf -> {
                          var known = waiting.patron();
                          var item = state.item();
                          return printed(
                              desk,
                              MessageKind.HOLD_SLIP,
                              language(desk),
                              Slip.of(
                                  known == null ? "" : known.name(),
                                  Instant.now(),
                                  List.of(
                                      Line.of(
                                          item.title(),
                                          item.author(),
                                          item.barcode(),
                                          new Slip.Held(shelf.number(), shelf.until())))));
                        })))
        .orElseGet(Reply::notFound);
  }

  private Optional<Waiting> waiting(Desk desk, ItemState state) {
    return lists
        .queue(
            desk.visit().tenant().id(), state.record(), desk.sight().branches(), null, MOST_WAITING)
        .stream()
        .filter(waiting -> state.item().barcode().equals(waiting.item()))
        .findFirst();
  }

  private Optional<ItemState> item(Desk desk) {
    return inquiries
        .item(desk.visit().tenant().id(), desk.visit().request().part("item"))
        .filter(state -> ItemDesk.sees(desk.sight(), state));
  }

  /** An item that goes to another branch. */
  Reply transit(Visit visit) {
    var desk = view.desk(visit);
    return item(desk)
        .filter(state -> state.status() == ItemStatus.IN_TRANSIT)
        .map(state -> {
          var item = state.item();
          return printed(
              desk,
              MessageKind.TRANSIT_SLIP,
              language(desk),
              Slip.of(
                  "",
                  Instant.now(),
                  List.of(
                      Line.of(
                          item.title(),
                          item.author(),
                          item.barcode(),
                          new Slip.Sent(state.at())))));
        })
        .orElseGet(Reply::notFound);
  }

  /** A payment, with what it settles; what was reversed of it is left out. */
  Reply receipt(Visit visit) {
    var desk = view.desk(visit);
    UUID id;
    try {
      id = UUID.fromString(visit.request().part("payment"));
    } catch (IllegalArgumentException _) {
      return Reply.notFound();
    }
    return patron(desk)
        .flatMap(seen ->
            statements
                .payment(visit.tenant().id(), seen.card(), id)
                .filter(payment -> payment.taken() > 0)
                .map(payment -> {
                  var patron = seen.account().patron();
                  var language = language(desk, patron);
                  return printed(
                      desk,
                      MessageKind.RECEIPT,
                      language,
                      new Slip(
                          patron.name(),
                          payment.at(),
                          paid(payment, new Words(language.text(), List.of("desk"))),
                          new Slip.Payment(
                              payment.taken(), desk.sight().isWhole() ? patron.owed() : null)));
                }))
        .orElseGet(Reply::notFound);
  }

  /** What a payment settles now, and its credit. */
  private static List<Line> paid(Statements.Payment payment, Words words) {
    var lines = new ArrayList<Line>();
    for (var share : payment.settles()) {
      var name = share.title() == null ? share.reason() : share.title();
      lines.add(Line.of(name == null ? words.of("desk.fee") : name, new Slip.Paid(share.amount())));
    }
    if (payment.credit() > 0) {
      lines.add(Line.of(words.of("desk.credit"), new Slip.Paid(payment.credit())));
    }
    return lines;
  }

  private Reply printed(Desk desk, MessageKind kind, NoticeLanguage language, Slip slip) {
    var visit = desk.visit();
    var text =
        slips.write(visit.tenant().id(), kind, language, visit.workplace().branchOr(""), slip);
    return Reply.page(
        "desk/slip",
        new SlipPage(language.text(), Objects.requireNonNullElse(text.subject(), ""), text.body()));
  }

  private static NoticeLanguage language(Desk desk) {
    return NoticeLanguage.of(desk.visit().words().language()).orElse(NoticeLanguage.EN);
  }

  private static NoticeLanguage language(Desk desk, PatronFacts patron) {
    return NoticeLanguage.ofSip2(patron.language()).orElseGet(() -> language(desk));
  }
}
