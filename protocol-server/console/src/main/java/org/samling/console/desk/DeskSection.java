package org.samling.console.desk;

import static org.samling.core.staff.Permission.CIRCULATION_CHANGE;
import static org.samling.core.staff.Permission.OPERATIONS;

import java.util.List;
import org.samling.console.catalogue.CatalogueQueries;
import org.samling.console.circulation.CirculationSection;
import org.samling.console.circulation.DeskCommands;
import org.samling.console.circulation.PatronFinder;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.search.CatalogueSearch;
import org.samling.operations.notices.Slips;

/** The desk: one page for lending, returning and what comes up with it, and the branch of work. */
public final class DeskSection implements Section {

  static final String PATH = "/desk";

  private final DeskView view;
  private final DeskScans scans;
  private final DeskActs acts;
  private final SlipPages slips;

  /**
   * Creates the section.
   *
   * @param ports the ports of circulation
   * @param search finds titles
   * @param queries parses what is searched for
   * @param slips words what is printed
   */
  public DeskSection(
      CirculationSection.Ports ports,
      CatalogueSearch search,
      CatalogueQueries queries,
      Slips slips) {
    var inquiries = ports.inquiries();
    var patrons = ports.patrons();
    view = new DeskView(inquiries, patrons);
    acts =
        new DeskActs(
            inquiries, new DeskCommands(ports.circulation()), patrons, view, new DeskResults());
    scans =
        new DeskScans(
            inquiries,
            new PatronFinder(ports.deskLists(), ports.inquiries()),
            new DeskScans.Titles(search, queries, ports.descriptions()),
            view,
            acts);
    this.slips = new SlipPages(inquiries, ports.deskLists(), ports.statements(), slips, view);
  }

  @Override
  public String name() {
    return "desk";
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, CIRCULATION_CHANGE, view::page),
        Endpoint.post(PATH, CIRCULATION_CHANGE, this::post),
        Endpoint.get(PATH + "/slip/loans/:patron", CIRCULATION_CHANGE, slips::loans),
        Endpoint.get(PATH + "/slip/hold/:item", CIRCULATION_CHANGE, slips::hold),
        Endpoint.get(PATH + "/slip/transit/:item", CIRCULATION_CHANGE, slips::transit),
        Endpoint.get(PATH + "/slip/receipt/:patron/:payment", CIRCULATION_CHANGE, slips::receipt),
        Endpoint.get("/workplace", OPERATIONS, WorkplacePages::show),
        Endpoint.post("/workplace", OPERATIONS, WorkplacePages::choose));
  }

  /** Does what was scanned, or what the form says. */
  private Reply post(Visit visit) {
    if (!visit.workplace().isChosen()) {
      return view.page(visit);
    }
    var act = visit.request().field("do");
    return act.isEmpty() || act.equals("scan") ? scans.scan(visit) : acts.act(visit);
  }
}
