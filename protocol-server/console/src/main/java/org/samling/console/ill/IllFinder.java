package org.samling.console.ill;

import java.util.List;
import java.util.stream.Stream;
import org.samling.console.circulation.PatronFinder;
import org.samling.console.circulation.StaffScope;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.circulation.DeskLists.Known;

/** Looks up, while it is typed, what the form for a new request names. */
final class IllFinder {

  private static final int MOST = 10;
  private static final String FIELD = "[a-z]{1,20}(-\\d{1,2})?";
  private static final String FOUND = "ill/found";

  private final IllSection.Ports ports;
  private final PatronFinder patrons;

  IllFinder(IllSection.Ports ports) {
    this.ports = ports;
    this.patrons = new PatronFinder(ports.desk(), ports.inquiries());
  }

  /** Finds patrons by a number or the beginnings of their names. */
  Reply patrons(Visit visit) {
    var scope = StaffScope.of(visit, ports.inquiries());
    var text = visit.request().argument("patron");
    var found =
        text.isEmpty()
            ? Stream.<Known>empty()
            : Stream.concat(
                    patrons.byIdentifier(scope, text).stream(),
                    patrons.byName(scope, text).stream())
                .filter(known -> !known.card().isEmpty())
                .distinct();
    return page(
        visit, text, found.map(known -> new IllFound.Hit(known.card(), known.name())).toList());
  }

  /** Finds libraries by a part of their symbol or name. */
  Reply libraries(Visit visit) {
    var text = visit.request().argument("lenders");
    var found =
        text.isEmpty()
            ? Stream.<IllFound.Hit>empty()
            : ports.libraries().find(visit.tenant().id(), text, MOST + 1).stream()
                .map(library -> new IllFound.Hit(library.symbol(), library.name()));
    return page(visit, text, found.toList());
  }

  private static Reply page(Visit visit, String text, List<IllFound.Hit> hits) {
    var field = visit.request().argument("for");
    return field.matches(FIELD)
        ? Reply.page(
            FOUND,
            new IllFound(field, text, hits.stream().limit(MOST).toList(), hits.size() > MOST))
        : Reply.notFound();
  }

  /** Whether a visitor who sees some agencies only sees the patron whom a request names. */
  boolean sees(Visit visit, String card) {
    return visit.member().bounds().isNone()
        || patrons.byIdentifier(StaffScope.of(visit, ports.inquiries()), card).isPresent();
  }
}
