package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.MarcContent;
import org.samling.core.catalogue.MarcFormat;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordSyntax;
import org.samling.core.guests.GuestAgreement;
import org.samling.core.organisation.Account.Scope;
import org.samling.marc.MarcRecordRenderer;
import org.samling.postgres.TestLibrary;
import org.samling.postgres.TestPatrons;
import org.samling.server.TestServer;
import org.samling.testing.Eventually;
import org.samling.testing.GoldenFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A day by REST: every answer, what was noted in the audit log, and what was told to others,
 * without what differs from day to day.
 */
class RestAnswersTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile("(?!2099|2020)20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-]\\d\\d:?\\d\\d)?");

  /** What follows from the number of a fee. */
  private static final Pattern SHORT_NUMBER = Pattern.compile("(?<=\"short-number\" : \")\\d+");

  private static final Pattern DAY = Pattern.compile("(?!2099|2020|2001)20\\d\\d-\\d\\d-\\d\\d");

  /** A request of the fixture. */
  private record Asked(String method, String path, String body, List<List<String>> then) {

    static Asked of(String line) {
      var words = line.split(" ", 3);
      return new Asked(words[0], words[1], words.length == 3 ? words[2] : "", new ArrayList<>());
    }

    @Override
    public String toString() {
      return (method + " " + path + " " + body).strip();
    }
  }

  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
  private static final LocalDate MONDAY =
      TODAY.plusWeeks(4).with(TemporalAdjusters.next(DayOfWeek.MONDAY));

  private final Map<String, String> kept =
      new HashMap<>(
          Map.of(
              "week-ago", TODAY.minusWeeks(1).toString(),
              "monday", MONDAY.toString(),
              "friday", MONDAY.plusDays(11).toString()));
  private final Map<String, String> names = new HashMap<>();
  private int numbered;

  private static List<Asked> requests() throws IOException {
    var requests = new ArrayList<Asked>();
    for (var line : Files.readAllLines(GoldenFile.fixture("rest-requests.txt"))) {
      if (line.startsWith("  ")) {
        requests.getLast().then().add(List.of(line.strip().split(" ")));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        requests.add(Asked.of(line));
      }
    }
    return requests;
  }

  @Test
  void everyAnswerIsAsItIsKept() throws IOException {
    var text = new StringBuilder();
    try (var library = new TestLibrary();
        // Whether a message was tried already would differ from run to run.
        var server = TestServer.before(library, "ill: {send-every: 1m, internal-addresses: true}");
        var client = RestClient.of(server, library.north, "north-web", Set.of(Scope.values()))) {
      guestOfSouth(library);
      library.store.catalogue().putRecords(library.north, List.of(authority()));
      library
          .store
          .illPartners()
          .put(library.north, List.of(TestPartners.iso18626("DK-710200", 9)));
      var requests = requests();
      assertThat(missing(server, requests)).as("every operation is asked for").isEmpty();
      for (var asked : requests) {
        var answer = answer(client, asked);
        text.append(asked).append("\n  ").append(answer.statusCode());
        if (!asked.then().contains(List.of("status"))) {
          text.append(' ').append(shown(answer.body()));
        }
        text.append('\n');
      }
      text.append("\n== audit\n");
      library
          .texts(
              library.north,
              """
              select concat_ws(' ', actor, branch, command, outcome, reason) from audit
              -- What jobs do comes when it comes. Commands of one request may be decided at one moment, where an id is
              -- random: their rows lie in the order in which they were written.
              where actor not like 'job %' order by at, ctid
              """)
          .forEach(line -> text.append(shown(line)).append('\n'));
      text.append("\n== outbox\n");
      library
          .texts(
              library.north,
              """
              select kind || ' ' || payload from outbox order by xid, kind,
                (select barcode from item
                 where item.id::text = coalesce(payload ->> 'itemId', payload -> 'loan' ->> 'itemId')),
                payload ->> 'kind', ctid
              """)
          .forEach(line -> text.append(shown(line)).append('\n'));
    }
    GoldenFile.check("rest-answers.txt", text.toString());
  }

  private static CatalogueRecord authority() {
    var content =
        new MarcContent(
            "00000nz  a2200000n  4500",
            List.of(
                new MarcContent.ControlField("001", "1"),
                new MarcContent.ControlField("003", "a"),
                new MarcContent.DataField(
                    "100", '1', ' ', List.of(new MarcContent.Subfield('a', "Holm, Frida")))));
    return new CatalogueRecord(
        new RecordKey("a", "1"),
        RecordFormat.MARC21,
        new MarcRecordRenderer()
            .render(content, MarcFormat.MARC21, RecordSyntax.MARC21)
            .orElseThrow(),
        content,
        new BriefRecord("Holm, Frida", "Holm, Frida", null, List.of()));
  }

  /** South has a patron who may borrow at north, and asks it for titles, once that accepts. */
  private static void guestOfSouth(TestLibrary library) {
    TestPatrons.patron().put(library, library.south, "2000123456");
    library
        .store
        .guestAgreements()
        .offer(
            library.south,
            library.north,
            new GuestAgreement.Terms(Set.of(GuestAgreement.Told.NAME), List.of("2000")),
            "south-web");
    library.store.holdAgreements().offer(library.south, library.north, 10, 1, "south-web");
  }

  /** The operations that no request of the fixture asks for. */
  private static Set<String> missing(TestServer server, List<Asked> asked) {
    var missing = new TreeSet<String>();
    for (var operation : server.listeners.restOperations()) {
      var path = Pattern.compile(operation.path().replaceAll(":[a-z-]+", "[^/]+") + "(\\?.*)?");
      if (asked.stream()
          .noneMatch(a ->
              a.method().equals(operation.method().name()) && path.matcher(a.path()).matches())) {
        missing.add(operation.method() + " " + operation.path());
      }
    }
    return missing;
  }

  private HttpResponse<String> answer(RestClient client, Asked asked) {
    var answers = new ArrayList<HttpResponse<String>>();
    var whole = "/rest/v1" + filled(asked.path());
    var body = asked.body().isEmpty() ? null : filled(asked.body());
    answers.add(client.sendPatiently(asked.method(), whole, body));
    for (var then : asked.then()) {
      switch (then.getFirst()) {
        case "keep" -> kept.put(then.get(1), value(answers.getLast(), then.get(2)));
        case "name" -> {
          var value = value(answers.getLast(), then.get(2));
          kept.put(then.get(1), value);
          names.put(value, "<%s>".formatted(then.get(1)));
        }
        case "until" ->
            Eventually.holds(
                asked + " " + then,
                () -> {
                  answers.add(client.sendPatiently(asked.method(), whole, body));
                  return value(answers.getLast(), then.get(1)).equals(then.get(2));
                });
        case "status" -> {}
        default -> throw new IllegalArgumentException(then.toString());
      }
    }
    return answers.getLast();
  }

  private String filled(String text) {
    var filled = text;
    for (var one : kept.entrySet()) {
      filled = filled.replace("{" + one.getKey() + "}", one.getValue());
    }
    return filled;
  }

  private static String value(HttpResponse<String> answer, String pointer) {
    var value = JSON.readTree(answer.body()).at(pointer);
    assertThat(value.isMissingNode()).as("%s in %s", pointer, answer.body()).isFalse();
    return value.asString();
  }

  /** Without times and days, and with names or numbers in the place of identifiers. */
  private String shown(String text) {
    var plain = TIME.matcher(pretty(text).replace("\r\n", "\n")).replaceAll("<time>");
    plain = DAY.matcher(plain).replaceAll("<day>");
    plain = SHORT_NUMBER.matcher(plain).replaceAll("<short-number>");
    return UUID.matcher(plain)
        .replaceAll(found -> names.computeIfAbsent(found.group(), _ -> "#" + numbered++));
  }

  private static String pretty(String text) {
    try {
      return text.startsWith("{")
          ? GoldenFile.json(JSON.readTree(text)).replace("\n", "\n  ")
          : text;
    } catch (JacksonException _) {
      return text;
    }
  }
}
