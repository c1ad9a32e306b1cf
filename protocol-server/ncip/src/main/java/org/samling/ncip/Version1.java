package org.samling.ncip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingInt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.samling.ncip.data.NcipElement;

/**
 * Converts elements of NCIP 1 to those of NCIP 2 and back, by the names in {@code version-1.txt}.
 * This class handles what the table can't express: values that are held in two elements, problems,
 * and the element around what a patron has.
 */
final class Version1 {
  private static final String SCHEME = "Scheme";
  private static final String VALUE = "Value";
  private static final String PROBLEM = "Problem";
  private static final String TRANSACTIONS = "UserTransaction";
  private static final String LOANED = "LoanedItem";
  private static final String REQUESTED = "RequestedItem";
  private static final String LEFT_OUT = "-";

  /** Names of NCIP 1 to those of NCIP 2. */
  private static final Map<String, String> READ = new HashMap<>();

  /** Names of NCIP 2, within a name of NCIP 1 or anywhere, to those of NCIP 1. */
  private static final Map<String, String> WRITTEN = new HashMap<>();

  private static final Map<String, List<String>> FIRST = new HashMap<>();
  private static final Set<String> PAIRS = new HashSet<>();

  static {
    read("version-1.txt");
  }

  private Version1() {}

  /** Whether an element, or one within it, exists only in NCIP 1. */
  static boolean isIn(NcipElement element) {
    return READ.containsKey(element.name())
        || isPair(element)
        || element.children().stream().anyMatch(Version1::isIn);
  }

  private static boolean isPair(NcipElement element) {
    return element.child(VALUE) != null
        && element.children().stream()
            .allMatch(c -> c.name().equals(SCHEME) || c.name().equals(VALUE));
  }

  // From NCIP 1

  /** Converts an element of NCIP 1 to NCIP 2; anything already in NCIP 2 stays as it is. */
  static NcipElement toVersion2(NcipElement element) {
    var name = READ.getOrDefault(element.name(), element.name());
    if (isPair(element)) {
      return pair(name, element);
    }
    var children = new ArrayList<NcipElement>();
    for (var child : element.children()) {
      if (child.name().equals(TRANSACTIONS)) {
        child.children().forEach(c -> children.add(toVersion2(c)));
      } else if (child.name().equals(PROBLEM)) {
        children.add(problem2(child));
      } else {
        children.add(toVersion2(child));
      }
    }
    return with(element, name, element.attributes(), element.text(), children);
  }

  private static NcipElement pair(String name, NcipElement element) {
    var scheme = element.child(SCHEME);
    var value = Objects.requireNonNull(element.child(VALUE));
    return with(
        element,
        name,
        scheme == null || scheme.text().isEmpty()
            ? Map.of()
            : Map.of(NcipElement.SCHEME, scheme.text()),
        value.text(),
        List.of());
  }

  /** Converts a problem; one already in NCIP 2 stays as it is. */
  private static NcipElement problem2(NcipElement problem) {
    for (var kind : List.of("ProcessingError", "MessagingError")) {
      var error = problem.child(kind);
      if (error != null) {
        var children = new ArrayList<NcipElement>();
        var type = error.child(kind + "Type");
        if (type != null) {
          children.add(
              isPair(type)
                  ? pair("ProblemType", type)
                  : with(type, "ProblemType", type.attributes(), type.text(), List.of()));
        }
        var at = error.child(kind + "Element");
        while (at != null) {
          copy(at.child("ElementName"), "ProblemElement", children);
          copy(at.child(kind + "Value"), "ProblemValue", children);
          at = at.child(kind + "Element");
        }
        return with(problem, PROBLEM, Map.of(), "", children);
      }
    }
    return toVersion2(problem);
  }

  /** The innermost of several counts. */
  private static void copy(@Nullable NcipElement from, String name, List<NcipElement> to) {
    if (from != null) {
      to.removeIf(e -> e.name().equals(name));
      var text =
          name.equals("ProblemElement") ? READ.getOrDefault(from.text(), from.text()) : from.text();
      to.add(with(from, name, Map.of(), text, List.of()));
    }
  }

  private static NcipElement with(
      NcipElement place,
      String name,
      Map<String, String> attributes,
      String text,
      List<NcipElement> children) {
    return new NcipElement(name, attributes, text, children, place.line(), place.column());
  }

  // To NCIP 1

  /** Converts an element of NCIP 2 to NCIP 1, everything in the order of NCIP 1. */
  static NcipElement toVersion1(NcipElement element) {
    return toVersion1(element, element.name());
  }

  private static NcipElement toVersion1(NcipElement element, String name) {
    if (name.equals(PROBLEM)) {
      return problem1(element);
    }
    if (PAIRS.contains(element.name())) {
      return new NcipElement(
          name,
          Map.of(),
          "",
          List.of(
              text(SCHEME, element.attributes().getOrDefault(NcipElement.SCHEME, "")),
              text(VALUE, element.text())),
          0,
          0);
    }
    var children = new ArrayList<NcipElement>();
    var transactions = new ArrayList<NcipElement>();
    for (var child : ContentModels.sorted(element)) {
      var childName = written(name, child.name());
      if (!childName.equals(LEFT_OUT)) {
        var isTransaction = child.name().equals(LOANED) || child.name().equals(REQUESTED);
        (isTransaction ? transactions : children).add(toVersion1(child, childName));
      }
    }
    if (!transactions.isEmpty()) {
      children.add(
          new NcipElement(TRANSACTIONS, Map.of(), "", inOrder(TRANSACTIONS, transactions), 0, 0));
    }
    return new NcipElement(name, Map.of(), element.text(), inOrder(name, children), 0, 0);
  }

  private static String written(String parent, String name) {
    var within = WRITTEN.get(parent + "/" + name);
    return within == null ? WRITTEN.getOrDefault(name, name) : within;
  }

  private static List<NcipElement> inOrder(String parent, List<NcipElement> children) {
    var first = FIRST.get(parent);
    return first == null
        ? children
        : children.stream()
            .sorted(
                comparingInt(child -> {
                  var at = first.indexOf(child.name());
                  return at < 0 ? first.size() : at;
                }))
            .toList();
  }

  /** NCIP 1 distinguishes problems with a message from problems with a request. */
  private static NcipElement problem1(NcipElement problem) {
    var type = Objects.requireNonNull(problem.child("ProblemType"));
    var scheme = type.attributes().getOrDefault(NcipElement.SCHEME, "");
    var kind = scheme.contains("messagingerrortype") ? "MessagingError" : "ProcessingError";
    var error = new ArrayList<NcipElement>();
    error.add(toVersion1(type, kind + "Type"));
    var element = problem.child("ProblemElement");
    if (element != null) {
      var at = new ArrayList<NcipElement>();
      at.add(text("ElementName", written("", element.text())));
      var value = problem.child("ProblemValue");
      if (value != null) {
        at.add(text(kind + "Value", value.text()));
      }
      error.add(new NcipElement(kind + "Element", Map.of(), "", at, 0, 0));
    }
    return new NcipElement(
        PROBLEM, Map.of(), "", List.of(new NcipElement(kind, Map.of(), "", error, 0, 0)), 0, 0);
  }

  private static NcipElement text(String name, String text) {
    return new NcipElement(name, Map.of(), text, List.of(), 0, 0);
  }

  private static void read(String resource) {
    try (var in = Objects.requireNonNull(Version1.class.getResourceAsStream(resource), resource)) {
      for (var line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        if (line.startsWith("@")) {
          PAIRS.addAll(List.of(line.substring(1).strip().split(" ")));
        } else if (line.contains(" : ")) {
          var parts = line.split(" : ", 2);
          FIRST.put(parts[0], List.of(parts[1].split(" ")));
        } else if (!line.startsWith("#") && line.contains(" = ")) {
          readName(line.split(" = ", 2));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readName(String[] sides) {
    var slash = sides[0].indexOf('/');
    var name = sides[0].substring(slash + 1);
    WRITTEN.put(sides[0].substring(0, slash + 1) + sides[1], name);
    if (!name.equals(LEFT_OUT)) {
      READ.put(name, sides[1]);
    }
  }
}
