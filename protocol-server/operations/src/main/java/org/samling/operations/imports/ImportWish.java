package org.samling.operations.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.CodingRule;
import org.samling.core.catalogue.RecordFormat;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.imports.ImportRules;
import org.samling.core.imports.ImportRules.OnAmbiguous;
import org.samling.core.imports.ItemMappings;
import org.samling.core.imports.ItemOrder;
import org.samling.core.imports.ItemRules;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.Words;
import org.samling.operations.imports.Imports.Matching;
import org.samling.operations.imports.Imports.Upload;
import org.samling.routes.imports.ImportUploads.ImportRequest;

/** The options of a file that is sent in: those of the command, in the same words. */
final class ImportWish {

  static final String ANY_FORMAT = "auto";

  private static final String USUAL_NAME = "upload";
  private static final int LONGEST_NAME = 200;
  private static final String USUAL_SOURCE = "local";

  private ImportWish() {}

  /**
   * What is wished for.
   *
   * @throws Problem when an option is none, or they contradict each other
   */
  static ImportRequest of(Request<Upload> request, ItemMappings mappings) {
    var upload = request.input();
    var items = items(request, mappings);
    var rules = rules(upload.matching());
    if (items != null && rules.onAmbiguous() == OnAmbiguous.REJECT) {
      throw Problem.invalid(
          "\"items\" and \"on-ambiguous=reject\" can't be combined: items need their record.");
    }
    return new ImportRequest(
        ImportOwners.owner(request, upload.records()),
        request.account().username(),
        name(Objects.requireNonNullElse(upload.name(), USUAL_NAME)),
        source(Objects.requireNonNullElse(upload.source(), USUAL_SOURCE)),
        format(Objects.requireNonNullElse(upload.format(), ANY_FORMAT)),
        coding(upload.coding()),
        items,
        rules,
        Boolean.TRUE.equals(upload.dryRun()),
        request.key());
  }

  private static String name(String text) {
    var isName =
        !text.isEmpty()
            && !text.startsWith(".")
            && text.getBytes(UTF_8).length <= LONGEST_NAME
            && text.codePoints().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (!isName) {
      throw Problem.invalid(
          "\"name\" must be a file's name without its directory, of at most %d bytes."
              .formatted(LONGEST_NAME));
    }
    return text;
  }

  private static String source(String text) {
    try {
      return new RecordKey(text, "1").source();
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("\"source\" can't be an agency: %s.".formatted(e.getMessage()));
    }
  }

  private static @Nullable RecordFormat format(String text) {
    if (text.equals(ANY_FORMAT)) {
      return null;
    }
    return Arrays.stream(RecordFormat.values())
        .filter(format -> Words.of(format).equals(text))
        .findFirst()
        .orElseThrow(() ->
            noneOf(
                "format",
                Stream.concat(
                    Stream.of(ANY_FORMAT), Arrays.stream(RecordFormat.values()).map(Words::of))));
  }

  private static @Nullable CodingRule coding(@Nullable String text) {
    try {
      return text == null ? null : CodingRule.of(text);
    } catch (IllegalArgumentException _) {
      throw noneOf("coding", Arrays.stream(CodingRule.values()).map(CodingRule::word));
    }
  }

  private static Problem noneOf(String member, Stream<String> words) {
    return Problem.invalid(
        "\"%s\" must be %s.".formatted(member, words.collect(Collectors.joining(", "))));
  }

  /** The items always belong to the account's tenant, even where the records are common. */
  private static @Nullable ItemOrder items(Request<Upload> request, ItemMappings mappings) {
    var preset = request.input().items();
    var mapping = request.input().itemMapping();
    if (mapping != null) {
      if (preset != null) {
        throw Problem.invalid(
            "\"items\" and \"item-mapping\" can't be combined: the mapping says of which items.");
      }
      return new ItemOrder(
          request.tenantId(), ItemMappingOperations.find(mappings, request, mapping).rules());
    }
    return preset == null || preset.equals("none")
        ? null
        : new ItemOrder(
            request.tenantId(),
            ItemRules.preset(preset)
                .orElseThrow(() ->
                    Problem.invalid("\"items\" must be none, marc852, koha952 or danmarc096.")));
  }

  private static ImportRules rules(Matching matching) {
    try {
      return new ImportRules.Written(
              words(matching.match()),
              matching.onMatch(),
              matching.onAmbiguous(),
              words(matching.protect()),
              words(matching.addOnly()),
              words(matching.overlay()),
              matching.review())
          .rules();
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(e.getMessage() + ".");
    }
  }

  private static List<String> words(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }
}
