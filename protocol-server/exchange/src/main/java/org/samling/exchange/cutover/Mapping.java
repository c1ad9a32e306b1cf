package org.samling.exchange.cutover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.samling.exchange.cutover.MappingContent.Layout;
import org.samling.library.yaml.YamlDocument;
import org.samling.library.yaml.YamlException;
import org.samling.library.yaml.YamlSchema;
import tools.jackson.databind.JsonNode;

/**
 * How another system's export is read: which files, which columns, and what their codes mean. The
 * preset supplies what the file leaves out.
 */
public final class Mapping {

  /** The schema of the file. */
  public static final YamlSchema SCHEMA = YamlSchema.of(Mapping.class, "cutover.schema.json");

  /** At least one field of each group is required. */
  private static final Map<Kind, List<List<String>>> NEEDED =
      Map.of(
          Kind.PATRONS,
          List.of(List.of("card"), List.of("name"), List.of("category"), List.of("branch")),
          Kind.ITEMS,
          List.of(
              List.of("barcode"),
              List.of("branch"),
              List.of("category"),
              List.of("record-number", "isbn", "title")),
          Kind.LOANS,
          List.of(
              List.of("patron", "patron-id"),
              List.of("item", "item-id"),
              List.of("lent"),
              List.of("due")),
          Kind.HOLDS,
          List.of(
              List.of("patron", "patron-id"),
              List.of("record-number", "record-id", "item", "item-id"),
              List.of("pickup"),
              List.of("placed")),
          Kind.FEES,
          List.of(
              List.of("patron", "patron-id"),
              List.of("type"),
              List.of("amount", "open"),
              List.of("charged")),
          Kind.HISTORY,
          List.of(
              List.of("patron", "patron-id"),
              List.of("item", "item-id"),
              List.of("lent"),
              List.of("due"),
              List.of("returned")));

  private final Map<Kind, KindMapping> kinds = new EnumMap<>(Kind.class);
  private final List<String> problems = new ArrayList<>();
  private final YamlDocument document;
  private final MappingContent content;

  /** The mapping, the preset that it builds on, and the one that this builds on. */
  private final List<MappingContent> layers = new ArrayList<>();

  private final Path directory;
  private final Map<String, Map<String, @Nullable String>> tables = new LinkedHashMap<>();

  private Mapping(YamlDocument document, Path directory) {
    this.document = document;
    this.content = document.bind(MappingContent.class);
    this.directory = directory;
    layers.add(content);
    for (var named = content.preset(); named != null; named = layers.getLast().preset()) {
      layers.add(
          YamlDocument.readShipped(Mapping.class, named + ".yaml", SCHEMA)
              .bind(MappingContent.class));
    }
  }

  /**
   * Reads a mapping, and checks that its files exist.
   *
   * @param file the mapping
   * @param directory the directory of the export
   * @throws YamlException when it can't be used; it holds all problems
   */
  public static Mapping read(Path file, Path directory) {
    return resolved(new Mapping(YamlDocument.read(file, SCHEMA), directory));
  }

  private static Mapping resolved(Mapping mapping) {
    mapping.resolve();
    if (!mapping.problems.isEmpty()) {
      throw new YamlException(mapping.problems);
    }
    return mapping;
  }

  /** How the files of a kind are read; null where the export has none. */
  @Nullable KindMapping of(Kind kind) {
    return kinds.get(kind);
  }

  /** The source of brief records. */
  String recordSource() {
    return content.recordSource();
  }

  /** The field with the record numbers that rows refer to, such as 999$c; or null for none. */
  @Nullable String recordField() {
    return MappingContent.first(layers, MappingContent::recordField);
  }

  /** A table of codes with their values; empty where there is none of this name. */
  public Map<String, @Nullable String> table(String name) {
    return Collections.unmodifiableMap(tables.getOrDefault(name, Map.of()));
  }

  /** The time zone of times without one, or null for the tenant's. */
  @Nullable ZoneId zone() {
    var said = content.timeZone();
    return said == null ? null : ZoneId.of(said);
  }

  private void resolve() {
    try {
      zone();
    } catch (DateTimeException e) {
      problem("/time-zone", "is not a time zone: " + e.getMessage());
    }
    readTables();
    for (var kind : Kind.values()) {
      resolve(kind);
    }
    if (kinds.isEmpty() && problems.isEmpty()) {
      problem("", "has no files; add patrons, items, loans, holds, fees or history");
    }
  }

  private void problem(String pointer, String message) {
    problems.add(document.problem(pointer, message));
  }

  /** Reads the tables, those of the mapping over those of presets. */
  private void readTables() {
    for (var layer : layers.reversed()) {
      var named = layer.tables() == null ? List.<MappingContent.Table>of() : layer.tables();
      for (var i = 0; i < named.size(); i++) {
        var table = named.get(i);
        var codes = tables.computeIfAbsent(table.name(), _ -> new HashMap<>());
        var file = table.file();
        if (file != null) {
          readTable("/tables/" + i, table, file, codes);
        }
        if (table.codes() != null) {
          codes.putAll(table.codes());
        }
      }
    }
  }

  private void readTable(
      String pointer,
      MappingContent.Table table,
      String file,
      Map<String, @Nullable String> codes) {
    var key = table.key();
    var value = table.value();
    if (key == null || value == null) {
      problem(pointer + "/file", "needs the keys \"key\" and \"value\" too");
      return;
    }
    var layout =
        Layout.of(layers.stream().map(MappingContent::defaults).filter(Objects::nonNull).toList());
    for (var path : files(pointer + "/file", List.of(file))) {
      try {
        new SourceFiles(layout)
            .read(path, Set.of(key, value), row -> codes.put(row.value(key), row.value(value)));
      } catch (YamlException e) {
        problems.addAll(e.problems());
      } catch (IllegalArgumentException e) {
        problem("/defaults", "can't be used: " + e.getMessage());
      }
    }
  }

  private void resolve(Kind kind) {
    var own = content.source(kind);
    var sources =
        layers.stream().map(layer -> layer.source(kind)).filter(Objects::nonNull).toList();
    var pointer = "/" + kind.key();
    var named = MappingContent.first(sources, MappingContent.Source::files);
    if (named == null) {
      if (own != null) {
        problem(pointer, "has no files; add files: [NAME]");
      }
      return;
    }
    var fields = fields(pointer, sources);
    for (var group : NEEDED.getOrDefault(kind, List.of())) {
      if (group.stream().noneMatch(name -> fields.containsKey(name) || isFaulty(own, name))) {
        problem(
            pointer + "/fields",
            "lacks %s; set where it comes from".formatted(String.join(" or ", group)));
      }
    }
    var layouts = new ArrayList<Layout>();
    for (var layer : layers) {
      var source = layer.source(kind);
      if (source != null) {
        layouts.add(source.layout());
      }
      if (layer.defaults() != null) {
        layouts.add(layer.defaults());
      }
    }
    var layout = Layout.of(layouts);
    var only = MappingContent.first(sources, MappingContent.Source::only);
    try {
      kinds.put(
          kind,
          new KindMapping(
              kind,
              files(pointer + "/files", named),
              new SourceFiles(layout),
              new Notation(layout),
              only == null ? List.of() : only,
              fields));
    } catch (IllegalArgumentException e) {
      problem(pointer, "can't be used: " + e.getMessage());
    }
  }

  private Map<String, FieldRule> fields(String pointer, List<MappingContent.Source> sources) {
    var nodes = new LinkedHashMap<String, JsonNode>();
    for (var source : sources.reversed()) {
      if (source.fields() != null) {
        nodes.putAll(source.fields());
      }
    }
    var fields = new LinkedHashMap<String, FieldRule>();
    nodes.forEach((field, node) -> {
      try {
        fields.put(field, FieldRule.of(node, tables));
      } catch (IllegalArgumentException e) {
        problem(pointer + "/fields/" + field, "can't be used: " + e.getMessage());
      }
    });
    return fields;
  }

  private static boolean isFaulty(MappingContent.@Nullable Source own, String field) {
    return own != null && own.fields() != null && own.fields().containsKey(field);
  }

  private List<Path> files(String pointer, List<String> named) {
    var files = new ArrayList<Path>();
    for (var name : named) {
      var found = new TreeSet<Path>();
      try {
        find(name, found::add);
      } catch (IOException | UncheckedIOException e) {
        problem(pointer, "\"%s\" can't be searched for: %s".formatted(name, e));
      } catch (IllegalArgumentException e) {
        problem(pointer, "\"%s\" is not a pattern: %s".formatted(name, e.getMessage()));
      }
      if (found.isEmpty()) {
        problem(pointer, "there is no file %s".formatted(directory.resolve(name)));
      }
      files.addAll(found);
    }
    return files;
  }

  private void find(String name, Consumer<Path> found) throws IOException {
    var isPattern = name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
    if (!isPattern) {
      var file = directory.resolve(name);
      if (Files.isRegularFile(file)) {
        found.accept(file);
      }
      return;
    }
    var matcher = directory.getFileSystem().getPathMatcher("glob:" + name);
    try (var all = Files.walk(directory, 4)) {
      all.filter(Files::isRegularFile)
          .filter(path -> matcher.matches(directory.relativize(path)))
          .forEach(found);
    }
  }
}
