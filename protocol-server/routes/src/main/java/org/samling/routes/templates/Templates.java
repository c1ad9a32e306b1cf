package org.samling.routes.templates;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The language of templates that libraries write: Mustache, without anything that reaches beyond
 * the template. A name is replaced by a text, a section is conditional or repeated; nothing is run,
 * loaded or looked up by reflection.
 */
public final class Templates {

  private static final Pattern TAG =
      Pattern.compile("\\{\\{(\\{?)\\s*([#^/>!&=]?)\\s*([^{}]*?)\\s*}?}}", Pattern.DOTALL);

  private static final Mustache.Compiler COMPILER =
      Mustache.compiler()
          .escapeHTML(false)
          .emptyStringIsFalse(true)
          // Saved templates have been checked; a gap is better than no message.
          .defaultValue("")
          .withCollector(new MapsOnly())
          .withLoader(name -> {
            throw new MustacheException("a template can't include another: " + name);
          });

  private Templates() {}

  /** Looks names up in maps and nowhere else. */
  private static final class MapsOnly implements Mustache.Collector {

    @Override
    public @Nullable Iterator<?> toIterator(Object value) {
      return value instanceof List<?> list ? list.iterator() : null;
    }

    @Override
    public Mustache.VariableFetcher createFetcher(Object context, String name) {
      return (from, wanted) ->
          from instanceof Map<?, ?> map && map.containsKey(wanted)
              ? map.get(wanted)
              : Template.NO_FETCHER_FOUND;
    }

    @Override
    public <K, V> Map<K, V> createFetcherCache() {
      return new HashMap<>();
    }
  }

  /**
   * Fills a template. A name without a value is empty.
   *
   * @param model texts by their names, and lists of such maps
   */
  public static String fill(String template, Map<String, Object> model) {
    return COMPILER.compile(template).execute(model);
  }

  /** Lists what is wrong with a template, each with its line. */
  public static List<String> problems(String template, Scope scope) {
    try {
      COMPILER.compile(template);
    } catch (MustacheException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
    var problems = new ArrayList<String>();
    var rest = TAG.matcher(template).replaceAll("");
    if (rest.contains("{{") || rest.contains("}}")) {
      problems.add("unmatched braces: each {{ needs its }}");
    }
    var scopes = new ArrayDeque<Map<String, Scope>>();
    scopes.push(scope.names());
    var tags = TAG.matcher(template);
    while (tags.find()) {
      var line =
          1 + (int) template.substring(0, tags.start()).chars().filter(c -> c == '\n').count();
      var name = tags.group(3);
      switch (tags.group(2)) {
        case "/" -> scopes.pop();
        case "!" -> {}
        case ">" -> problems.add("line %d: a template can't include another".formatted(line));
        case "=" -> problems.add("line %d: the delimiters can't be changed".formatted(line));
        case "#", "^" -> scopes.push(within(name, line, scopes.getFirst(), problems));
        default -> {
          var found = scopes.getFirst().get(name);
          if (found == null) {
            problems.add(unknown(name, line, scopes.getFirst()));
          } else if (!found.names().isEmpty()) {
            problems.add(
                "line %1$d: %2$s is a section; write {{#%2$s}} ... {{/%2$s}}"
                    .formatted(line, name));
          }
        }
      }
    }
    return problems;
  }

  /**
   * The names within a section: the texts outside it, and its own. A list within a list would be
   * repeated so often that a short template fills the memory.
   */
  private static Map<String, Scope> within(
      String name, int line, Map<String, Scope> outside, List<String> problems) {
    var section = outside.get(name);
    if (section == null) {
      problems.add(unknown(name, line, outside));
      return outside;
    }
    var inside = new HashMap<>(outside);
    if (!section.names().isEmpty()) {
      inside.values().removeIf(other -> !other.names().isEmpty());
      inside.putAll(section.names());
    }
    return inside;
  }

  private static String unknown(String name, int line, Map<String, Scope> scope) {
    return "line %d: there is no \"%s\" here; there are %s"
        .formatted(line, name, String.join(", ", scope.keySet().stream().sorted().toList()));
  }
}
