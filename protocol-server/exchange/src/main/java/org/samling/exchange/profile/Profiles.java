package org.samling.exchange.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.ReturnHandling;
import org.samling.core.organisation.Sip2Presets;
import org.samling.core.organisation.Sip2Profile;
import org.samling.core.organisation.Sip2Profile.UnfitException;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.library.yaml.YamlDocument;
import org.samling.library.yaml.YamlException;
import org.samling.library.yaml.YamlSchema;
import org.samling.routes.sip2.Sip2Templates;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The profiles of SIP2 machines: their keys, the presets, and what accounts set differently. */
public final class Profiles {

  /** The schema of a profile: a preset, and what differs from it. */
  public static final YamlSchema SCHEMA = YamlSchema.of(Profiles.class, "profile.schema.json");

  /** The presets, read and checked once. */
  public static final Sip2Presets PRESETS = load();

  private static final String SORT_RULES = "sort-rules";

  private static final String PRESET = "preset";

  private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*");

  /** Between fields of the library's own, such as QP={{family-name}}, {{given-name}}. */
  private static final Pattern FIELD_SEPARATOR = Pattern.compile("\\s*,\\s*(?=[A-Z]{2}=)");

  private Profiles() {}

  private static Sip2Presets load() {
    var presets = new LinkedHashMap<String, Map<String, Object>>();
    for (var name : SCHEMA.values(PRESET)) {
      var file = "presets/%s.yaml".formatted(name);
      presets.put(name, preset(name, YamlDocument.readShipped(Profiles.class, file, SCHEMA)));
    }
    return new Sip2Presets(presets);
  }

  /**
   * Reads the file of a preset, which has every key.
   *
   * @throws YamlException where it is not a preset
   */
  static Map<String, Object> preset(String name, YamlDocument document) {
    var choice = choice(document.bind(ObjectNode.class));
    try {
      if (!choice.preset().equals(name)) {
        throw new UnfitException(PRESET, "must be the name of the file, " + name);
      }
      var _ = new Sip2Presets(Map.of(name, choice.overrides()));
      return choice.overrides();
    } catch (UnfitException e) {
      throw new YamlException(
          List.of(document.problem("/" + e.key(), String.valueOf(e.getMessage()))));
    }
  }

  /** All keys but the preset's, in an order that suits readers. */
  public static List<String> keys() {
    return SCHEMA.keys().stream().filter(key -> !key.equals(PRESET)).toList();
  }

  /** What was written, which must conform to the schema. */
  public static Sip2ProfileChoice choice(JsonNode written) {
    var values = new LinkedHashMap<String, Object>();
    written.properties().forEach(member -> values.put(member.getKey(), value(member.getValue())));
    return new Sip2ProfileChoice(String.valueOf(values.remove(PRESET)), values);
  }

  /**
   * The profile of a choice, whose templates can be used.
   *
   * @throws UnfitException where it is not valid
   */
  public static Sip2Profile profile(Sip2ProfileChoice choice) {
    var profile = PRESETS.profile(choice);
    Sip2Templates.check(profile);
    return profile;
  }

  private static Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> node.intValue();
      case ARRAY -> node.valueStream().map(JsonNode::stringValue).toList();
      default -> node.stringValue();
    };
  }

  /**
   * Reads keys as they are typed: {@code minimum-age=15}, {@code messages=11,09}.
   *
   * @param before the earlier choice, which stays where no key replaces it; or null
   * @param pairs keys and values joined by =
   * @throws YamlException where a key is unknown or its value invalid
   * @throws UnfitException where one contradicts another
   */
  public static Sip2ProfileChoice changed(@Nullable Sip2ProfileChoice before, List<String> pairs) {
    var keys = new LinkedHashMap<String, Object>();
    if (before != null) {
      keys.put(PRESET, before.preset());
      keys.putAll(before.overrides());
    }
    for (var pair : pairs) {
      var equals = pair.indexOf('=');
      if (equals < 1) {
        throw new YamlException(
            List.of("\"%s\" is not key=value, such as minimum-age=15".formatted(pair)));
      }
      var key = pair.substring(0, equals).strip();
      keys.put(key, typed(key, pair.substring(equals + 1).strip()));
    }
    var document =
        YamlDocument.typed("the profile", JsonMapper.shared().writeValueAsString(keys), SCHEMA);
    var choice = choice(document.bind(ObjectNode.class));
    var _ = profile(choice);
    return choice;
  }

  /**
   * Removes the choices for some keys, so that the preset's values apply.
   *
   * @param keys the keys; none for all
   * @throws YamlException where a key is unknown
   * @throws UnfitException where what remains is contradictory
   */
  public static Sip2ProfileChoice reset(Sip2ProfileChoice before, List<String> keys) {
    for (var key : keys) {
      if (!keys().contains(key)) {
        throw new YamlException(
            List.of(
                "\"%s\" is not a key of a profile; there are %s"
                    .formatted(key, String.join(", ", keys()))));
      }
    }
    var left = new LinkedHashMap<>(before.overrides());
    left.keySet().removeIf(key -> keys.isEmpty() || keys.contains(key));
    var choice = new Sip2ProfileChoice(before.preset(), left);
    var _ = profile(choice);
    return choice;
  }

  private static Object typed(String key, String text) {
    return switch (SCHEMA.type(key)) {
      case "array" -> text.isEmpty() ? List.of() : List.of(separator(key).split(text, -1));
      case "integer" -> text.matches("\\d{1,9}") ? Integer.valueOf(text) : text;
      case "boolean" ->
          switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> text;
          };
      default -> text;
    };
  }

  private static Pattern separator(String key) {
    return key.endsWith("-fields") ? FIELD_SEPARATOR : SEPARATOR;
  }

  /** A value as it is typed. */
  public static String typed(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(value);
  }

  /**
   * Checks references to things of a tenant.
   *
   * @param sortTables the names of the tenant's sorting tables
   * @param categories the codes of its item categories
   * @throws UnfitException where something does not exist
   */
  public static void check(
      Sip2ProfileChoice choice, Set<String> sortTables, Set<String> categories) {
    var profile = PRESETS.profile(choice);
    profile
        .desk()
        .categories()
        .forEach((key, named) -> {
          for (var category : named) {
            if (!categories.contains(category)) {
              throw new UnfitException(key, "there is no item category \"%s\"".formatted(category));
            }
          }
        });
    var table = profile.returns().sortRules();
    if (!table.equals(ReturnHandling.DEFAULT_SORT_RULES) && !sortTables.contains(table)) {
      throw new UnfitException(
          SORT_RULES,
          "no branch has a sorting table \"%s\"%s"
              .formatted(
                  table,
                  sortTables.isEmpty() ? "" : "; there are " + String.join(", ", sortTables)));
    }
  }
}
