package org.samling.console.catalogue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.console.catalogue.OtherCatalogues.CopyResult;
import org.samling.console.catalogue.Remote.Preview;
import org.samling.console.catalogue.Remote.RemotePage;
import org.samling.console.web.Reply;
import org.samling.console.web.Visit;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportRules.OnAmbiguous;
import org.samling.core.imports.ImportRules.OnMatch;
import org.samling.core.imports.MatchPoint;
import org.samling.core.imports.MatchRule;
import org.samling.core.search.Query;

/** The pages on which other libraries' catalogues are searched and records copied from them. */
final class RemoteSearchPages {

  private static final String PAGE = "catalogue/remote";
  private static final String PREVIEW = "catalogue/preview";
  private static final int HITS = 10;

  private final CataloguePorts ports;
  private final OtherCatalogues others;

  RemoteSearchPages(CataloguePorts ports, OtherCatalogues others) {
    this.ports = ports;
    this.others = others;
  }

  Reply search(Visit visit) {
    var request = visit.request();
    var text = request.argument("q");
    var targets = others.targets();
    var requested =
        request.query().getOrDefault("target", List.of()).stream()
            .filter(targets::contains)
            .distinct()
            .toList();
    var chosen = requested.isEmpty() ? targets : requested;
    if (text.isEmpty() || targets.isEmpty()) {
      return Reply.page(PAGE, new RemotePage(text, targets, chosen, List.of()));
    }
    try {
      var answers = others.search(chosen, query(text), HITS);
      return Reply.page(PAGE, new RemotePage(text, targets, chosen, answers));
    } catch (CatalogueQueries.UnfitException e) {
      return Reply.unfit(
          PAGE,
          new RemotePage(
              text, targets, chosen, List.of(), "catalogue.query-unfit", e.diagnostic()));
    }
  }

  private Query query(String text) throws CatalogueQueries.UnfitException {
    return ports.queries().read(text).query();
  }

  /** A record, with its identification in a URL or a form. */
  private record Named(String target, String asked, int position, CatalogueRecord record) {}

  private Optional<Named> named(String target, String asked, String position) {
    if (!others.targets().contains(target) || asked.isEmpty() || !position.matches("\\d{1,4}")) {
      return Optional.empty();
    }
    try {
      var number = Integer.parseInt(position);
      return others
          .record(target, query(asked), number)
          .map(r -> new Named(target, asked, number, r));
    } catch (CatalogueQueries.UnfitException e) {
      return Optional.empty();
    }
  }

  Reply preview(Visit visit) {
    var request = visit.request();
    return named(request.argument("target"), request.argument("q"), request.argument("n"))
        .map(n -> Reply.page(PREVIEW, preview(visit, n, null, "")))
        .orElseGet(Reply::notFound);
  }

  private Preview preview(Visit visit, Named named, @Nullable String problem, String detail) {
    var record = named.record();
    return new Preview(
        record,
        MarcRows.of(record.content(), record.format().marc()),
        named.target(),
        named.asked(),
        named.position(),
        AddressedRecord.own(visit, record.key(), ports.records())
            .map(r -> visit.path(r.path()))
            .orElse(""),
        problem,
        detail);
  }

  /** Copies the record that was viewed, unless it has changed since. */
  Reply take(Visit visit) {
    var request = visit.request();
    var found = named(request.field("target"), request.field("q"), request.field("n"));
    if (found.isEmpty()) {
      return Reply.notFound();
    }
    var shown = found.get();
    var record = shown.record();
    if (!record.key().toString().equals(request.field("key"))) {
      return Reply.unfit(PREVIEW, preview(visit, shown, "catalogue.remote-changed", ""));
    }
    var result =
        others.copy(
            record, shown.target(), visit.tenant().id(), visit.member().username(), rules(visit));
    return switch (result) {
      case CopyResult.Rejected(var reason) ->
          Reply.unfit(PREVIEW, preview(visit, shown, "catalogue.remote-rejected", reason));
      case CopyResult.Here(var key, var what) -> {
        visit.note("record-taken", key.toString(), shown.target() + " " + what);
        yield Reply.to(visit.path(AddressedRecord.path(key, "")));
      }
    };
  }

  private static ImportRules rules(Visit visit) {
    var match =
        visit.request().fields("match").stream()
            .filter(text -> MatchPoint.KNOWN.stream().anyMatch(p -> p.text().equals(text)))
            .map(MatchRule::parse)
            .toList();
    return new ImportRules(
        match,
        visit.request().field("on-match").equals("keep") ? OnMatch.KEEP : OnMatch.REPLACE,
        OnAmbiguous.REJECT,
        List.of(),
        false);
  }
}
