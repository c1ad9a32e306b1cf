package org.samling.exchange.cutover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.exchange.cutover.MappingContent.Layout;
import org.samling.library.yaml.YamlDocument;
import org.samling.library.yaml.YamlException;
import org.samling.library.yaml.YamlSchema;

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
              List.of("charged")));

  private final Map<Kind, KindMapping> kinds = new EnumMap<>(Kind.class);
  private final List<String> problems = new ArrayList<>();
  private final YamlDocument document;
  private final MappingContent content;
  private final @Nullable MappingContent preset;
  private final Path directory;

  private Mapping(YamlDocument document, Path directory) {
    this.document = document;
    this.content = document.bind(MappingContent.class);
    this.directory = directory;
    var named = content.preset();
    this.preset =
        named == null
            ? null
            : YamlDocument.readShipped(Mapping.class, named + ".yaml", SCHEMA)
                .bind(MappingContent.class);
  }

  /**
   * Reads a mapping, and checks that its files exist.
   *
   * @param file the mapping
   * @param directory the directory of the export
   * @throws YamlException when it can't be used; it holds all problems
   */
  public static Mapping read(Path file, Path directory) {
    var mapping = new Mapping(YamlDocument.read(file, SCHEMA), directory);
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
    return MappingContent.either(
        content.recordField(), preset == null ? null : preset.recordField());
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
    var tables = tables();
    for (var kind : Kind.values()) {
      if (content.source(kind) != null) {
        resolve(kind, tables);
      }
    }
    if (Stream.of(Kind.values()).allMatch(k -> content.source(k) == null)) {
      problem("", "has no files; add patrons, items, loans, holds or fees");
    }
  }

  private void problem(String pointer, String message) {
    problems.add(document.problem(pointer, message));
  }

  private Map<String, Map<String, @Nullable String>> tables() {
    var all = new LinkedHashMap<String, Map<String, @Nullable String>>();
    var shipped =
        preset == null || preset.tables() == null
            ? List.<MappingContent.Table>of()
            : preset.tables();
    for (var table : shipped) {
      all.put(table.name(), new HashMap<>(codes(table)));
    }
    var own = content.tables() == null ? List.<MappingContent.Table>of() : content.tables();
    for (var i = 0; i < own.size(); i++) {
      var table = own.get(i);
      var codes = all.computeIfAbsent(table.name(), _ -> new HashMap<>());
      codes.putAll(codes(table));
      var file = table.file();
      if (file != null) {
        readTable("/tables/" + i, table, file, codes);
      }
    }
    return all;
  }

  private static Map<String, @Nullable String> codes(MappingContent.Table table) {
    return table.codes() == null ? Map.of() : table.codes();
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
    var layout = Layout.of(content.defaults(), preset == null ? null : preset.defaults());
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

  private void resolve(Kind kind, Map<String, Map<String, @Nullable String>> tables) {
    var own = content.source(kind);
    var shipped = preset == null ? null : preset.source(kind);
    if (own == null) {
      return;
    }
    var pointer = "/" + kind.key();
    var named = own.files();
    if (named == null) {
      problem(pointer, "has no files; add files: [NAME]");
      return;
    }
    var fields = new LinkedHashMap<String, FieldRule>();
    own.fieldsOver(shipped)
        .forEach((field, node) -> {
          try {
            fields.put(field, FieldRule.of(node, tables));
          } catch (IllegalArgumentException e) {
            problem(pointer + "/fields/" + field, "can't be used: " + e.getMessage());
          }
        });
    for (var group : NEEDED.getOrDefault(kind, List.of())) {
      if (group.stream().noneMatch(name -> fields.containsKey(name) || isFaulty(own, name))) {
        problem(
            pointer + "/fields",
            "lacks %s; set where it comes from".formatted(String.join(" or ", group)));
      }
    }
    var layout =
        Layout.of(
            own.layout(),
            content.defaults(),
            shipped == null ? null : shipped.layout(),
            preset == null ? null : preset.defaults());
    var only = MappingContent.either(own.only(), shipped == null ? null : shipped.only());
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

  private static boolean isFaulty(MappingContent.Source own, String field) {
    return own.fields() != null && own.fields().containsKey(field);
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
