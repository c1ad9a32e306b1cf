package org.samling.console.today;

import static org.samling.core.staff.Permission.CIRCULATION_CHANGE;
import static org.samling.core.staff.Permission.MACHINES_SEE;
import static org.samling.core.staff.Permission.NOW_SEE;
import static org.samling.core.staff.Permission.OPERATIONS;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.samling.console.operations.ServedOperation;
import org.samling.console.today.TodayPage.Count;
import org.samling.console.today.TodayPage.Entry;
import org.samling.console.today.TodayPage.Opening;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.AccountContacts;
import org.samling.core.organisation.MachineAccounts;
import org.samling.operations.Family.Served;

/** Where the day begins: what waits at a branch, each number a link to its list. */
public final class TodaySection implements Section {

  /** The filter of what is on its way: where it was sent. */
  private static final String FROM = "from";

  private static final String SHOW = "show-today";

  /** What somebody should see to. */
  private static final Set<String> URGENT =
      Set.of("expired", "late-transits", "undelivered", "conflicts");

  private final ListPages lists;
  private final HoldForms holds;
  private final Contacts contacts;

  /**
   * Creates the section.
   *
   * @param served the operations, with what answers them
   * @param accounts lists the accounts of machines and partners
   * @param contacts knows when they were seen, and what failed
   */
  public TodaySection(
      List<Served<?>> served,
      Inquiries inquiries,
      MachineAccounts accounts,
      AccountContacts contacts) {
    var operations = ServedOperation.byName(served);
    this.lists = new ListPages(operations, inquiries);
    this.holds = new HoldForms(operations, inquiries);
    this.contacts = new Contacts(accounts, contacts, inquiries);
  }

  @Override
  public String name() {
    return "today";
  }

  @Override
  public List<Endpoint> endpoints() {
    var list = ListPages.PATH + ":list";
    return List.of(
        Endpoint.get("/today", NOW_SEE, this::show),
        Endpoint.get("/today/place-hold", CIRCULATION_CHANGE, holds::form),
        Endpoint.post("/today/place-hold", CIRCULATION_CHANGE, holds::place),
        Endpoint.get(list, OPERATIONS, lists::show),
        Endpoint.post(list, OPERATIONS, lists::send),
        Endpoint.get(list + "/csv", OPERATIONS, lists::file));
  }

  private Reply show(Visit visit) {
    var at = visit.workplace().branchOrAny();
    var member = visit.member();
    var shown = lists.operation(SHOW);
    Map<String, Object> counted =
        at.isEmpty() || !shown.isFor(member)
            ? Map.of()
            : shown.answer(visit, Map.of("branch", List.of(at)), Map.of(), null);
    return Reply.page(
        "today/today",
        new TodayPage(
            counted.isEmpty() ? null : opening(counted),
            DeskLists.all().stream()
                .filter(list -> lists.isFor(visit, list))
                .map(list -> entry(list, at, counted))
                .toList(),
            member.role().may(MACHINES_SEE) ? contacts.toSeeTo(visit) : null,
            member.role().may(CIRCULATION_CHANGE)));
  }

  private static Entry entry(DeskList list, String at, Map<String, Object> counted) {
    var place = list.place();
    var query = place.isSomewhere() ? "?" + Queries.of(Map.of(place.member(), at)) : "";
    return new Entry(
        list.name(),
        ListPages.PATH + list.name() + query,
        list.filters().contains(FROM)
            ? ListPages.PATH + list.name() + "?" + Queries.of(Map.of(place.member(), "", FROM, at))
            : null,
        list.counts().stream()
            .flatMap(name ->
                counted.get(name) instanceof Number number
                    ? Stream.of(count(name, number.longValue()))
                    : Stream.empty())
            .toList());
  }

  private static Count count(String name, long number) {
    return new Count(name, number, number > 0 && URGENT.contains(name));
  }

  private static Opening opening(Map<String, Object> day) {
    return new Opening(
        Boolean.TRUE.equals(day.get("is-open")),
        text(day, "open"),
        text(day, "staffed"),
        text(day, "closed"));
  }

  private static String text(Map<String, Object> day, String member) {
    return day.get(member) instanceof String text ? text.replace('-', '–') : "";
  }
}
