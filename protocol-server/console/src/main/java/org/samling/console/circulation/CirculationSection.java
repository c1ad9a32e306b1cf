package org.samling.console.circulation;

import static org.samling.core.staff.Permission.CIRCULATION_CHANGE;
import static org.samling.core.staff.Permission.CIRCULATION_SEE;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.catalogue.Descriptions;
import org.samling.core.circulation.BookingLists;
import org.samling.core.circulation.Circulation;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.HoldLists;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.debt.Statements;
import org.samling.core.patron.PatronPins;
import org.samling.core.policy.Sight;

/** The circulation desk: patrons, items, hold queues, and the reasons for decisions. */
public final class CirculationSection implements Section {

  private static final String PAGE = "circulation/search";
  private static final int LONGEST = 100;

  private final Inquiries inquiries;
  private final PatronFinder finder;
  private final PatronDesk patrons;
  private final ItemDesk items;
  private final ExplainDesk explanations;
  private final DeskTransactions work;
  private final PinDesk pins;

  /**
   * The ports of the core that it needs.
   *
   * @param circulation executes commands
   * @param deskLists finds patrons and items
   * @param holdLists finds places in hold queues
   * @param bookingLists finds bookings
   * @param statements fetches charges and payments
   * @param pins sets and unlocks PINs
   * @param descriptions fetches titles
   */
  public record Ports(
      Circulation circulation,
      Inquiries inquiries,
      DeskLists deskLists,
      HoldLists holdLists,
      BookingLists bookingLists,
      Statements statements,
      PatronPins pins,
      Descriptions descriptions) {

    /** Returns the pages of patrons. */
    public PatronDesk patrons() {
      return new PatronDesk(inquiries, deskLists, holdLists, bookingLists, statements, pins);
    }
  }

  /** Creates an instance. */
  public CirculationSection(Ports ports) {
    inquiries = ports.inquiries();
    finder = new PatronFinder(ports.deskLists(), ports.inquiries());
    patrons = ports.patrons();
    pins = new PinDesk(ports.pins(), patrons);
    items = new ItemDesk(inquiries, ports.deskLists(), ports.descriptions());
    explanations = new ExplainDesk(inquiries, finder);
    work = new DeskTransactions(new DeskCommands(ports.circulation()), patrons, items);
  }

  @Override
  public String name() {
    return "circulation";
  }

  @Override
  public List<Endpoint> endpoints() {
    var patron = "/circulation/patron/:patron";
    var item = "/circulation/item/:item";
    return List.of(
        Endpoint.get("/circulation", CIRCULATION_SEE, this::form),
        Endpoint.post("/circulation", CIRCULATION_SEE, this::search),
        onPatron(patron, patrons::show),
        onPatron(patron + "/history", patrons::history),
        onPatron(patron + "/ledger", patrons::ledger),
        change(patron + "/renew", work::renew),
        change(patron + "/claim-returned", work::claimReturned),
        change(patron + "/lost", work::lost),
        change(patron + "/cancel-hold", work::cancelHold),
        change(patron + "/pay", work::pay),
        change(patron + "/forgive", work::forgive),
        change(patron + "/block", work::block),
        change(patron + "/unblock", work::unblock),
        change(patron + "/consent", work::consent),
        change(patron + "/unlock-pin", pins::unlock),
        change(patron + "/set-pin", pins::set),
        change(patron + "/reset-pin", pins::reset),
        Endpoint.get(item, CIRCULATION_SEE, v -> items.on(v, items::show)),
        Endpoint.post(item + "/lost", CIRCULATION_CHANGE, v -> items.on(v, work::lost)),
        Endpoint.post(item + "/shelve", CIRCULATION_CHANGE, v -> items.on(v, work::shelve)),
        Endpoint.get("/circulation/title/:record", CIRCULATION_SEE, items::title),
        Endpoint.get("/circulation/explain", CIRCULATION_SEE, explanations::form),
        Endpoint.post("/circulation/explain", CIRCULATION_SEE, explanations::explain));
  }

  private Endpoint onPatron(String path, Function<PatronDesk.VisiblePatron, Reply> answer) {
    return Endpoint.get(path, CIRCULATION_SEE, visit -> patrons.on(visit, answer));
  }

  private Endpoint change(String path, Function<PatronDesk.VisiblePatron, Reply> answer) {
    return Endpoint.post(path, CIRCULATION_CHANGE, visit -> patrons.on(visit, answer));
  }

  private Reply form(Visit visit) {
    return Reply.page(PAGE, page(visit, StaffScope.of(visit, inquiries), "", null));
  }

  /**
   * Redirects to the patron or item whose number was typed, or lists the patrons with such a name.
   */
  private Reply search(Visit visit) {
    var scope = StaffScope.of(visit, inquiries);
    var typed = visit.request().field("q");
    if (typed.isEmpty() || typed.length() > LONGEST) {
      return Reply.unfit(PAGE, page(visit, scope, typed, "circulation.search.unfit"));
    }
    var patron = finder.byCard(scope, typed);
    var item =
        inquiries
            .item(visit.tenant().id(), typed)
            .filter(state -> ItemDesk.sees(scope, state))
            .orElse(null);
    if (patron.isPresent() && item == null) {
      return Reply.to(visit.path(PatronDesk.PATH + Visit.encoded(patron.get().card())));
    }
    if (patron.isEmpty() && item != null) {
      return Reply.to(visit.path(ItemDesk.PATH + Visit.encoded(item.item().barcode())));
    }
    var found = patron.map(List::of).orElseGet(() -> finder.byName(scope, typed));
    return Reply.page(
        PAGE,
        page(
            visit,
            scope,
            typed,
            found,
            item,
            found.isEmpty() ? "circulation.search.nobody" : null));
  }

  private static SearchPage page(Visit visit, Sight scope, String typed, @Nullable String problem) {
    return page(visit, scope, typed, List.of(), null, problem);
  }

  private static SearchPage page(
      Visit visit,
      Sight scope,
      String typed,
      List<Known> found,
      @Nullable ItemState item,
      @Nullable String told) {
    return new SearchPage(
        typed,
        new CirculationTexts(visit.words(), scope.policy()),
        found.stream().limit(PatronFinder.MOST).toList(),
        found.size() > PatronFinder.MOST,
        item,
        told);
  }
}
