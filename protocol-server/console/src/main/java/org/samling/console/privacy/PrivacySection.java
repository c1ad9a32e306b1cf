package org.samling.console.privacy;

import static org.samling.core.staff.Permission.PRIVACY;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.console.circulation.CirculationTexts;
import org.samling.console.circulation.PatronFinder;
import org.samling.console.circulation.StaffScope;
import org.samling.console.web.Endpoint;
import org.samling.console.web.Reply;
import org.samling.console.web.Section;
import org.samling.console.web.Visit;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.Inquiries;
import org.samling.core.policy.Sight;
import org.samling.core.privacy.AccessLog;
import org.samling.core.privacy.PersonalData;
import org.samling.core.privacy.PersonalData.Block;
import org.samling.core.privacy.PersonalData.Erasure;
import org.samling.core.privacy.PersonalData.Export;
import org.samling.core.privacy.PersonalData.Reason;

/**
 * Data subject requests: access to all data, erasure, and the access log. The data about a person
 * can't be divided by agency, so only members who see the whole library have access. Activity log
 * entries name nobody: they outlive the person's data.
 */
public final class PrivacySection implements Section {

  private static final String FIND = "privacy/find";
  private static final String PERSON = "privacy/person";
  private static final int LONGEST = 100;
  private static final int MOST_ROWS = 100;
  private static final int PAGE = 50;
  private static final int LAST_PAGE = AccessLog.MAX_LISTED / PAGE - 1;

  private final Inquiries inquiries;
  private final PatronFinder finder;
  private final PersonalData data;
  private final AccessLog accesses;
  private final PersonalFile file;

  /**
   * The ports that it needs.
   *
   * @param deskLists finds patrons
   * @param personalData exports and erases personal data
   * @param accessLog reads the access log
   * @param file writes the export file
   */
  public record Ports(
      Inquiries inquiries,
      DeskLists deskLists,
      PersonalData personalData,
      AccessLog accessLog,
      PersonalFile file) {}

  /** Creates an instance. */
  public PrivacySection(Ports ports) {
    inquiries = ports.inquiries();
    finder = new PatronFinder(ports.deskLists(), ports.inquiries());
    data = ports.personalData();
    accesses = ports.accessLog();
    file = ports.file();
  }

  @Override
  public String name() {
    return "privacy";
  }

  @Override
  public List<Endpoint> endpoints() {
    var person = "/privacy/patron/:patron";
    return List.of(
        Endpoint.get("/privacy", PRIVACY, this::form),
        Endpoint.post("/privacy", PRIVACY, this::search),
        Endpoint.get(person, PRIVACY, visit -> on(visit, seen -> show(seen, null))),
        Endpoint.get(person + "/data", PRIVACY, visit -> on(visit, this::show)),
        Endpoint.get(person + "/download", PRIVACY, visit -> on(visit, this::download)),
        Endpoint.get(person + "/accesses", PRIVACY, visit -> on(visit, this::accesses)),
        Endpoint.post(person + "/erase", PRIVACY, visit -> on(visit, this::erase)));
  }

  /** A person named by a URL. */
  private record VisiblePerson(Visit visit, Sight sight, Known known) {

    CirculationTexts say() {
      return new CirculationTexts(visit.words(), sight.policy());
    }
  }

  private Reply on(Visit visit, Function<VisiblePerson, Reply> answer) {
    var scope = StaffScope.of(visit, inquiries);
    return scope.isWhole()
        ? finder
            .byIdentifier(scope, visit.request().part("patron"))
            .map(known -> answer.apply(new VisiblePerson(visit, scope, known)))
            .orElseGet(Reply::notFound)
        : Reply.notFound();
  }

  private Reply form(Visit visit) {
    return Reply.page(FIND, find(visit, StaffScope.of(visit, inquiries), "", List.of(), null));
  }

  private Reply search(Visit visit) {
    var scope = StaffScope.of(visit, inquiries);
    var typed = visit.request().field("q");
    if (!scope.isWhole()) {
      return Reply.unfit(FIND, find(visit, scope, typed, List.of(), null));
    }
    if (typed.isEmpty() || typed.length() > LONGEST) {
      return Reply.unfit(FIND, find(visit, scope, typed, List.of(), "privacy.search.unfit"));
    }
    var identified = finder.byIdentifier(scope, typed).filter(known -> !known.card().isEmpty());
    if (identified.isPresent()) {
      return Reply.to(visit.path("/privacy/patron/" + Visit.encoded(identified.get().card())));
    }
    var found = finder.byName(scope, typed);
    return Reply.page(
        FIND, find(visit, scope, typed, found, found.isEmpty() ? "privacy.search.nobody" : null));
  }

  private static PersonPages.Find find(
      Visit visit, Sight scope, String typed, List<Known> found, @Nullable String message) {
    return new PersonPages.Find(
        typed,
        new CirculationTexts(visit.words(), scope.policy()),
        found.stream().limit(PatronFinder.MOST).toList(),
        found.size() > PatronFinder.MOST,
        message,
        scope.isWhole());
  }

  private Reply show(VisiblePerson seen, @Nullable String problem) {
    return data.blocks(seen.visit().tenant().id(), seen.known().card())
        .map(blocks -> {
          var page =
              new PersonPages.Person(
                  seen.say(),
                  seen.known(),
                  blocks.stream().map(block -> text(seen, block)).toList(),
                  seen.visit().request().field("confirm"),
                  problem);
          return problem == null ? Reply.page(PERSON, page) : Reply.unfit(PERSON, page);
        })
        .orElseGet(Reply::notFound);
  }

  private static String text(VisiblePerson seen, Block block) {
    var words = seen.visit().words();
    if (block.reason() != Reason.DEBT) {
      return words.of("privacy.block." + block.reason().name(), block.number());
    }
    return words.of(
        block.number() > 0 ? "privacy.block.DEBT" : "privacy.block.CREDIT",
        seen.say().money(Math.abs(block.number())));
  }

  private Reply show(VisiblePerson seen) {
    return data.export(seen.visit().tenant().id(), seen.known().card())
        .map(export -> {
          seen.visit().note("person-exported", "", "shown");
          return Reply.page(
              "privacy/data",
              new PersonPages.Data(
                  seen.known(), export.parts().stream().map(PrivacySection::shown).toList()));
        })
        .orElseGet(Reply::notFound);
  }

  private static PersonPages.Part shown(PersonalData.Part part) {
    var columns = new LinkedHashSet<String>();
    part.rows().forEach(row -> columns.addAll(row.keySet()));
    return new PersonPages.Part(
        part.table(),
        part.rows().size(),
        List.copyOf(columns),
        part.rows().stream()
            .limit(MOST_ROWS)
            .map(row ->
                columns.stream()
                    .map(column -> String.valueOf(row.getOrDefault(column, "")))
                    .toList())
            .toList());
  }

  private Reply download(VisiblePerson seen) {
    return data.export(seen.visit().tenant().id(), seen.known().card())
        .map(export -> downloaded(seen, export))
        .orElseGet(Reply::notFound);
  }

  private Reply downloaded(VisiblePerson seen, Export export) {
    var json = file.json(seen.visit().tenant(), export);
    seen.visit().note("person-exported", "", "as a file");
    return Reply.download("person.json", "application/json", json);
  }

  private Reply accesses(VisiblePerson seen) {
    int number;
    try {
      var typed = seen.visit().request().argument("page");
      number = typed.isEmpty() ? 0 : Integer.parseInt(typed);
    } catch (NumberFormatException _) {
      return Reply.notFound();
    }
    if (number < 0 || number > LAST_PAGE) {
      return Reply.notFound();
    }
    var tenant = seen.visit().tenant().id();
    var patron = seen.known().id();
    var first = number * PAGE;
    var read = accesses.reads(tenant, patron, first + PAGE + 1);
    var done = accesses.commands(tenant, patron, first + PAGE + 1);
    seen.visit().note("access-log-read", "", "");
    return Reply.page(
        "privacy/accesses",
        new PersonPages.Accesses(
            seen.known(),
            read.stream().skip(first).limit(PAGE).toList(),
            done.stream().skip(first).limit(PAGE).toList(),
            number,
            number < LAST_PAGE && Math.max(read.size(), done.size()) > first + PAGE));
  }

  private Reply erase(VisiblePerson seen) {
    if (!seen.visit().request().field("confirm").equals(seen.known().card())) {
      return show(seen, "privacy.erase.unconfirmed");
    }
    return switch (data.erase(seen.visit().tenant().id(), seen.known().card())) {
      case Erasure.Erased(var pseudonym) -> {
        seen.visit().note("person-erased", pseudonym, "");
        yield Reply.page("privacy/erased", new PersonPages.Erased(pseudonym));
      }
      case Erasure.Blocked _ -> show(seen, "privacy.erase.blocked");
      case Erasure.Nobody() -> Reply.notFound();
    };
  }
}
