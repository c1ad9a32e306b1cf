package org.samling.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportRules.OnAmbiguous;
import org.samling.core.imports.ItemOrder;
import org.samling.core.imports.ItemRules;
import org.samling.rest.form.OfflineFields;
import org.samling.rest.form.RestAnswer;
import org.samling.rest.form.RestAnswer.Status;
import org.samling.rest.form.RestParameters;
import org.samling.rest.form.RestProblem;
import org.samling.routes.imports.ImportUploads;
import org.samling.routes.imports.ImportUploads.ImportRequest;
import org.samling.routes.imports.ImportUploads.Outcome;

/** Takes a file to import, with the same options as the command. */
final class RestUploads {

  private static final String USUAL_NAME = "upload";
  private static final int LONGEST_NAME = 200;
  private static final String USUAL_SOURCE = "local";
  private static final String ANY_FORMAT = "auto";
  private static final String NO_ITEMS = "none";

  /** After how many seconds to retry, when an import must finish first. */
  private static final int UNTIL_ONE_IS_OVER = 60;

  private static final int UNTIL_IT_ARRIVED = 10;

  private final ImportUploads uploads;

  RestUploads(ImportUploads uploads) {
    this.uploads = uploads;
  }

  RestAnswer take(RestExchange exchange) {
    var content = Objects.requireNonNull(exchange.call().file());
    return switch (uploads.receive(wish(exchange), content)) {
      case Outcome.Received(var batch) ->
          RestAnswer.accepted(RestImports.path(batch), RestImports.fields(batch));
      case Outcome.Refused(var reason, var detail) ->
          throw switch (reason) {
            case EMPTY, BROKE_OFF -> bad(detail);
            case TOO_LARGE -> new RestProblem(Status.TOO_LARGE, detail);
            case NO_ROOM -> new RestProblem(Status.NO_ROOM, detail);
            case TOO_MANY -> new RestProblem(Status.TOO_MANY, detail, UNTIL_ONE_IS_OVER);
            case TOO_SLOW -> new RestProblem(Status.TIMEOUT, detail);
            case KEY_USED -> new RestProblem(Status.UNPROCESSABLE, detail);
            case KEY_ARRIVING -> new RestProblem(Status.CONFLICT, detail, UNTIL_IT_ARRIVED);
          };
    };
  }

  private static ImportRequest wish(RestExchange exchange) {
    var query = exchange.call().query();
    var items = items(exchange, query.getOrDefault("items", NO_ITEMS));
    var rules = rules(query);
    if (items != null && rules.onAmbiguous() == OnAmbiguous.REJECT) {
      throw bad(
          "\"items\" and \"on-ambiguous=reject\" can't be combined: items need their record.");
    }
    return new ImportRequest(
        RestImports.owner(exchange),
        exchange.account().username(),
        name(query.getOrDefault("name", USUAL_NAME)),
        source(query.getOrDefault("source", USUAL_SOURCE)),
        format(query.getOrDefault("format", ANY_FORMAT)),
        coding(query.get("coding")),
        items,
        rules,
        RestParameters.flag("dry-run", query.get("dry-run")),
        RestParameters.key(exchange.call().idempotencyKey()));
  }

  private static String name(String text) {
    var isName =
        !text.isEmpty()
            && !text.startsWith(".")
            && text.getBytes(UTF_8).length <= LONGEST_NAME
            && text.codePoints().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (!isName) {
      throw bad(
          "\"name\" must be a file's name without its directory, of at most %d bytes."
              .formatted(LONGEST_NAME));
    }
    return text;
  }

  private static String source(String text) {
    try {
      return new RecordKey(text, "1").source();
    } catch (IllegalArgumentException e) {
      throw bad("\"source\" can't be an agency: %s.".formatted(e.getMessage()));
    }
  }

  private static @Nullable RecordFormat format(String text) {
    if (text.equals(ANY_FORMAT)) {
      return null;
    }
    return Arrays.stream(RecordFormat.values())
        .filter(f -> OfflineFields.word(f).equals(text))
        .findFirst()
        .orElseThrow(() ->
            bad(
                "\"format\" must be auto, %s."
                    .formatted(
                        Arrays.stream(RecordFormat.values())
                            .map(OfflineFields::word)
                            .collect(Collectors.joining(", ")))));
  }

  private static @Nullable CodingRule coding(@Nullable String text) {
    try {
      return text == null ? null : CodingRule.of(text);
    } catch (IllegalArgumentException _) {
      throw bad(
          "\"coding\" must be %s."
              .formatted(
                  Arrays.stream(CodingRule.values())
                      .map(CodingRule::word)
                      .collect(Collectors.joining(", "))));
    }
  }

  /** The items always belong to the account's tenant, even where the records are common. */
  private static @Nullable ItemOrder items(RestExchange exchange, String text) {
    var tenant = exchange.tenant().id();
    return switch (text) {
      case NO_ITEMS -> null;
      case "marc852" -> new ItemOrder(tenant, ItemRules.MARC852);
      case "koha952" -> new ItemOrder(tenant, ItemRules.KOHA952);
      case "danmarc096" -> new ItemOrder(tenant, ItemRules.DANMARC096);
      default -> throw bad("\"items\" must be none, marc852, koha952 or danmarc096.");
    };
  }

  private static ImportRules rules(Map<String, String> query) {
    try {
      return ImportRules.parse(
          words(query.get("match")),
          query.getOrDefault("on-match", "replace"),
          query.getOrDefault("on-ambiguous", "add"),
          words(query.get("protect")),
          words(query.get("add-only")));
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage() + ".");
    }
  }

  private static List<String> words(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }

  private static RestProblem bad(String detail) {
    return new RestProblem(Status.BAD_REQUEST, detail);
  }
}
