package org.samling.console.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.samling.console.catalogue.CatalogueQueries;
import org.samling.console.circulation.DeskCommands;
import org.samling.console.circulation.ItemDesk;
import org.samling.console.circulation.PatronDesk;
import org.samling.console.circulation.PatronFinder;
import org.samling.console.desk.DeskPage.Found;
import org.samling.console.desk.DeskPage.FoundTitle;
import org.samling.console.desk.DeskPage.Result;
import org.samling.console.desk.DeskPage.Step;
import org.samling.console.desk.DeskPage.Tone;
import org.samling.console.desk.DeskView.Desk;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.catalogue.Descriptions;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.Holding;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.circulation.command.LoanCommand;
import org.samling.core.circulation.reason.Refusal;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.ResultSet;
import org.samling.core.search.SearchException;
import org.samling.core.search.SearchScope;
import org.samling.core.staff.Permission;

/**
 * Decides what a scan means. A card opens its patron; an item is lent to the patron who is open, or
 * returned where none is; anything else is looked for among patrons and titles. A card that is good
 * for nothing, or that nobody has, ends with the patron who is open: what follows is not theirs.
 */
final class DeskScans {

  private static final int LONGEST = 100;
  private static final int MOST = 10;

  private final Inquiries inquiries;
  private final PatronFinder finder;
  private final Titles titles;
  private final DeskView view;
  private final DeskActs acts;

  /** What finds titles. */
  record Titles(CatalogueSearch search, CatalogueQueries queries, Descriptions descriptions) {}

  DeskScans(Inquiries inquiries, PatronFinder finder, Titles titles, DeskView view, DeskActs acts) {
    this.inquiries = inquiries;
    this.finder = finder;
    this.titles = titles;
    this.view = view;
    this.acts = acts;
  }

  /** Whether the number is to be taken for one of the two things that have it. */
  private enum Meant {
    EITHER,
    PATRON,
    ITEM
  }

  Reply scan(Visit visit) {
    var desk = view.desk(visit);
    var typed = visit.request().field("q");
    var readings = Scan.readings(typed);
    if (readings.isEmpty() || typed.length() > LONGEST) {
      return view.show(
          desk, desk.card(), Result.of(Tone.REFUSED, "", desk.word("desk.unfit", LONGEST)));
    }
    for (var reading : readings) {
      var item =
          inquiries
              .item(visit.tenant().id(), reading)
              .filter(state -> ItemDesk.sees(desk.sight(), state))
              .orElse(null);
      // What is an item here is no card of another library.
      var patron =
          (item == null
                  ? finder.byCard(desk.sight(), reading)
                  : finder.byIdentifier(desk.sight(), reading))
              .orElse(null);
      if (patron != null || item != null) {
        return known(desk, reading, patron, item);
      }
    }
    for (var reading : readings) {
      var handedIn =
          new LoanCommand.Checkin(
              DeskCommands.hypothetical(visit, visit.workplace().branch()), reading, Instant.now());
      if (!(inquiries.explain(handedIn).outcome() instanceof Refusal)) {
        return acts.giveBack(desk, desk.card(), reading); // another library's, by agreement
      }
    }
    return search(desk, readings.getLast());
  }

  private Reply known(Desk desk, String number, @Nullable Known patron, @Nullable ItemState item) {
    var meant =
        switch (desk.visit().request().field("as")) {
          case "patron" -> Meant.PATRON;
          case "item" -> Meant.ITEM;
          default -> Meant.EITHER;
        };
    if (patron != null && item != null && meant == Meant.EITHER) {
      return view.show(desk, desk.card(), choice(desk, number, patron, item));
    }
    if (item != null && (patron == null || meant == Meant.ITEM)) {
      return desk.card().isEmpty()
          ? acts.giveBack(desk, "", number)
          : acts.lend(desk, desk.card(), number, DeskActs.Terms.NONE);
    }
    return patron == null ? search(desk, number) : acts.open(desk, number, patron);
  }

  private static Result choice(Desk desk, String number, Known patron, ItemState item) {
    return new Result(
        Tone.ATTENTION,
        number,
        desk.word("desk.both"),
        List.of(),
        List.of(
            Step.Act.of(
                desk.word("desk.open", patron.name()), "scan", Map.of("q", number, "as", "patron")),
            Step.Act.of(
                desk.word(
                    desk.card().isEmpty() ? "desk.return-it" : "desk.lend-it", item.item().title()),
                "scan",
                Map.of("q", number, "as", "item"))));
  }

  /** Looks for words; a number that nothing has may be a card, so nobody stays open after it. */
  private Reply search(Desk desk, String words) {
    var card = Scan.isNumber(words) ? "" : desk.card();
    var patrons = finder.byName(desk.sight(), words);
    var found = new ArrayList<FoundTitle>();
    var isMore = patrons.size() > MOST;
    if (desk.visit().member().role().may(Permission.CATALOGUE_SEE)) {
      isMore |= find(desk, words, found);
    }
    if (patrons.isEmpty() && found.isEmpty()) {
      return view.show(
          desk,
          card,
          Result.of(
              Tone.REFUSED,
              words,
              desk.word(Scan.isNumber(words) ? "desk.nothing.number" : "desk.nothing")));
    }
    return view.show(
        desk, card, null, new Found(patrons.stream().limit(MOST).toList(), found, isMore));
  }

  /** Adds the titles with these words; tells whether there are more. */
  private boolean find(Desk desk, String words, List<FoundTitle> found) {
    var tenant = desk.visit().tenant().id();
    try (var result = search(tenant, words)) {
      if (result.count() == 0) {
        return false;
      }
      var records = result.records(1, MOST);
      var described =
          titles
              .descriptions()
              .ofRecords(tenant, records.stream().map(FoundRecord::key).distinct().toList());
      var items = inquiries.holdings(tenant, records.stream().map(r -> r.ref().id()).toList());
      for (var record : records) {
        var description = described.get(record.key());
        if (description != null) {
          var seen =
              items.getOrDefault(record.ref().id(), List.of()).stream()
                  .filter(item -> desk.sight().sees(item.home(), item.at()))
                  .toList();
          found.add(
              new FoundTitle(
                  record.key().toString(),
                  description.title(),
                  description.author(),
                  seen.size(),
                  (int) seen.stream().filter(Holding::isAvailable).count()));
        }
      }
      return result.count() > MOST;
    } catch (CatalogueQueries.UnfitException | SearchException _) {
      return false; // what can't be looked for is not found
    }
  }

  private ResultSet search(TenantId tenant, String words) throws CatalogueQueries.UnfitException {
    var read = titles.queries().read(words);
    return titles.search().search(new SearchScope.OfTenant(tenant), read.query(), read.order());
  }

  /** Where a patron's own page is, for what the desk does not do. */
  static Step page(Desk desk, String card) {
    return new Step.Link(desk.word("desk.page"), PatronDesk.PATH + Visit.encoded(card));
  }

  /** Where a decision is explained in full. */
  static Step explain(Desk desk, String what, String card, String item) {
    var query = new HashMap<String, String>();
    query.put("what", what);
    query.put("patron", card);
    query.put("item", item);
    var address = new StringBuilder("/circulation/explain?at=");
    address.append(Visit.encoded(desk.visit().workplace().branch()));
    query.forEach(
        (name, value) -> address.append('&').append(name).append('=').append(Visit.encoded(value)));
    return new Step.Link(desk.word("desk.explain"), address.toString());
  }
}
