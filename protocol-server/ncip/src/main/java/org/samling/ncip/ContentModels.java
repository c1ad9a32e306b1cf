package org.samling.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.samling.ncip.data.NcipElement;

/**
 * The allowed children of each element and their order, from {@code content-models.txt}. Only the
 * order of the names in a model matters: if it has a choice, a name's last position is right for
 * every choice.
 */
final class ContentModels {
  /** The allowed content of a response to a service that this server answers only with problems. */
  static final String OTHER_RESPONSE = "OtherResponse";

  static final Map<String, String> MODELS = read("content-models.txt");

  private static final Pattern NAME = Pattern.compile("[A-Za-z]+");
  private static final Pattern DUE_DATE =
      Pattern.compile("\\(DateDue \\| IndeterminateLoanPeriodFlag[^)]*\\)(?!\\?)");
  private static final Map<String, Map<String, Integer>> PLACES = places();
  private static final Set<String> DUE_DATES =
      MODELS.entrySet().stream()
          .filter(model -> DUE_DATE.matcher(model.getValue()).find())
          .map(Map.Entry::getKey)
          .collect(Collectors.toUnmodifiableSet());

  private ContentModels() {}

  /**
   * An element's children in the schema's order.
   *
   * @throws IllegalStateException if the schema does not allow one of them
   */
  static List<NcipElement> sorted(NcipElement element) {
    var children = element.children();
    if (children.isEmpty() || element.name().equals(XmlReader.EXTENSION)) {
      return children;
    }
    var places = PLACES.getOrDefault(modelOf(element.name()), Map.of());
    for (var child : children) {
      if (!places.containsKey(child.name())) {
        throw new IllegalStateException(
            "NCIP has no place for %s in %s".formatted(child.name(), element.name()));
      }
    }
    return children.stream().sorted(comparingInt(child -> places.get(child.name()))).toList();
  }

  /** Whether an element must have a due date or a flag for an indeterminate loan. */
  static boolean requiresDueDate(String element) {
    return DUE_DATES.contains(element);
  }

  /** The name of the content model of an element. */
  static String modelOf(String element) {
    return element.endsWith("Response") && !MODELS.containsKey(element) ? OTHER_RESPONSE : element;
  }

  private static Map<String, Map<String, Integer>> places() {
    var places = new HashMap<String, Map<String, Integer>>();
    MODELS.forEach((element, model) -> {
      var ofElement = new HashMap<String, Integer>();
      NAME.matcher(model).results().forEach(name -> ofElement.put(name.group(), name.start()));
      places.put(element, ofElement);
    });
    return places;
  }

  private static Map<String, String> read(String resource) {
    try (var in =
        Objects.requireNonNull(ContentModels.class.getResourceAsStream(resource), resource)) {
      var models = new HashMap<String, String>();
      for (var line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        int equals = line.indexOf('=');
        if (equals > 0 && !line.startsWith("#")) {
          models.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
        }
      }
      return Map.copyOf(models);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
