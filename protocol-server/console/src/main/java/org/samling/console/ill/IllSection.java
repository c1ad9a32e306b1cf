package org.samling.console.ill;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.Inquiries;
import org.samling.core.ill.BorrowingDesk;
import org.samling.core.ill.InterlibraryMessages;
import org.samling.core.ill.InterlibraryOverview;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryRequests;
import org.samling.core.ill.LendingLibraries;
import org.samling.core.ill.OwnRequests;
import org.samling.core.organisation.Branch;
import org.samling.core.staff.Permission;

/** The pages for interlibrary requests. */
public final class IllSection implements Section {

  /** The number of requests on a page. */
  static final int PAGE = 50;

  /** The maximum number of queued messages shown. */
  static final int MOST_UNTOLD = 200;

  private final Ports ports;
  private final IllSteps steps;
  private final IllFinder finder;
  private final IllRequestForm asking;

  /**
   * The ports of the core that it needs.
   *
   * @param requests stores requests
   * @param messages stores their messages
   * @param overview lists requests
   * @param borrowing receives and returns other libraries' items
   * @param inquiries looks up branches
   * @param desk finds patrons
   * @param libraries finds the libraries that can be asked
   * @param own places requests with them
   */
  public record Ports(
      InterlibraryRequests requests,
      InterlibraryMessages messages,
      InterlibraryOverview overview,
      BorrowingDesk borrowing,
      Inquiries inquiries,
      DeskLists desk,
      LendingLibraries libraries,
      OwnRequests own) {}

  /** Creates an instance. */
  public IllSection(Ports ports) {
    this.ports = ports;
    this.steps = new IllSteps(ports, this::again);
    this.finder = new IllFinder(ports);
    this.asking = new IllRequestForm(ports.own(), finder, this::pickups);
  }

  @Override
  public String name() {
    return "ill";
  }

  @Override
  public List<Endpoint> endpoints() {
    var one = "/ill/request/:number";
    return List.of(
        Endpoint.get("/ill", Permission.ILL_SEE, this::list),
        Endpoint.get("/ill/queue", Permission.ILL_SEE, this::queue),
        Endpoint.get("/ill/new", Permission.ILL_CHANGE, asking::blank),
        Endpoint.post("/ill/new", Permission.ILL_CHANGE, asking::ask),
        Endpoint.get("/ill/find/patrons", Permission.CIRCULATION_SEE, finder::patrons),
        Endpoint.get("/ill/find/libraries", Permission.ILL_CHANGE, finder::libraries),
        Endpoint.get(
            one, Permission.ILL_SEE, v -> on(v, r -> Reply.page(PAGE_OF_ONE, page(v, r, null)))),
        Endpoint.post(one + "/step", Permission.ILL_CHANGE, v -> on(v, r -> steps.step(v, r))),
        Endpoint.post(
            one + "/receive", Permission.ILL_CHANGE, v -> on(v, r -> steps.receive(v, r))),
        Endpoint.post(one + "/rota", Permission.ILL_CHANGE, v -> on(v, r -> steps.rota(v, r))),
        Endpoint.post(
            one + "/return", Permission.ILL_CHANGE, v -> on(v, r -> steps.giveBack(v, r))));
  }

  private static final String PAGE_OF_ONE = "ill/request";

  /** Handles a request for one interlibrary request. */
  private interface OnRequest {
    Reply answer(InterlibraryRequest request);
  }

  /** Runs an action on the request that the URL names, if the visitor may see it. */
  private Reply on(Visit visit, OnRequest answer) {
    long number;
    try {
      number = Long.parseLong(visit.request().part("number"));
    } catch (NumberFormatException e) {
      return Reply.notFound();
    }
    return ports
        .requests()
        .find(visit.tenant().id(), number)
        .filter(r -> sees(visit, r))
        .map(answer::answer)
        .orElseGet(Reply::notFound);
  }

  private boolean sees(Visit visit, InterlibraryRequest request) {
    var branches = branches(visit);
    var branch = request.handling().branch();
    return branches == null || (branch != null && branches.contains(branch));
  }

  /** Returns the codes of the branches whose requests a visitor sees; null for all. */
  private @Nullable Set<String> branches(Visit visit) {
    return visit.member().agencies().isEmpty()
        ? null
        : ports.inquiries().policy(visit.tenant().id()).branches().values().stream()
            .filter(b -> visit.member().sees(b.agency()))
            .map(Branch::code)
            .collect(Collectors.toSet());
  }

  private Reply list(Visit visit) {
    var filter = IllFilter.of(visit.request());
    var branches = branches(visit);
    var tenant = visit.tenant().id();
    var overview = ports.overview();
    var found = overview.requests(tenant, filter.criteria(branches), before(visit), PAGE + 1);
    var shown = found.stream().limit(PAGE).toList();
    return Reply.page(
        "ill/list",
        new IllList(
            filter,
            shown,
            found.size() > PAGE ? shown.getLast().number() : null,
            overview.pendingMessages(tenant, branches, null, MOST_UNTOLD).size()));
  }

  private static long before(Visit visit) {
    var text = visit.request().argument("before");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }

  private Reply queue(Visit visit) {
    var untold =
        ports
            .overview()
            .pendingMessages(visit.tenant().id(), branches(visit), null, MOST_UNTOLD + 1);
    return Reply.page(
        "ill/queue",
        new IllList.Queue(
            untold.stream().limit(MOST_UNTOLD).toList(), untold.size() <= MOST_UNTOLD));
  }

  /**
   * Shows the page again, with the current state of the request and the reason why an action
   * failed.
   */
  private Reply again(Visit visit, InterlibraryRequest request, String problem) {
    return Reply.unfit(PAGE_OF_ONE, page(visit, request, problem));
  }

  private IllPage page(Visit visit, InterlibraryRequest request, @Nullable String problem) {
    var tenant = visit.tenant().id();
    var showsPatrons = visit.member().role().may(Permission.CIRCULATION_SEE);
    var number = request.number();
    var branch = request.handling().branch();
    var known = ports.inquiries().policy(tenant).branches().get(branch == null ? "" : branch);
    var past =
        new IllPage.History(
            ports.requests().events(tenant, number).stream()
                .map(e -> showsPatrons ? e : withoutMessage(e))
                .toList(),
            ports.messages().messages(tenant, number).stream()
                .map(k -> IllPage.Message.of(k, showsPatrons))
                .toList());
    return new IllPage(
        showsPatrons ? request : request.withoutPatron(),
        !showsPatrons && request.order().patron() != null,
        known == null ? "" : known.name(),
        past,
        new IllPage.Rota(
            ports.overview().rota(tenant, number),
            new IllLookUp(ports.overview().lookedUp(tenant, number), visit.tenant().currency())),
        pickups(visit),
        typed(visit),
        problem);
  }

  /** Leaves out the message, which may name the patron. */
  private static InterlibraryRequest.Event withoutMessage(InterlibraryRequest.Event event) {
    return new InterlibraryRequest.Event(
        event.at(), event.who(), event.state(), event.note(), null);
  }

  private Map<String, String> pickups(Visit visit) {
    var pickups = new TreeMap<String, String>();
    ports
        .inquiries()
        .policy(visit.tenant().id())
        .branches()
        .values()
        .forEach(b -> {
          if (visit.member().sees(b.agency())) {
            pickups.put(b.code(), b.name());
          }
        });
    return pickups;
  }

  private static Map<String, String> typed(Visit visit) {
    var typed = new HashMap<String, String>();
    for (var field :
        List.of(
            "note",
            "barcode",
            "patron",
            "pickup",
            "link",
            "cost",
            "condition",
            "retry-after",
            "expected")) {
      typed.put(field, visit.request().field(field));
    }
    return typed;
  }
}
