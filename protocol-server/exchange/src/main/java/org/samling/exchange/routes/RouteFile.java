package org.samling.exchange.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** A file of routes, which were added to a Camel context, but not started. */
final class RouteFile {

  private static final String ENDING = ".camel.yaml";
  private static final String NOT_STARTED = "false";

  private final Path path;
  private final List<RouteBuilder> builders = new ArrayList<>();
  private final List<RouteDefinition> toStart = new ArrayList<>();

  private RouteFile(Path path) {
    this.path = path;
  }

  /** A file can't be used. The message has its name, the line and what is wrong. */
  static final class UnusableException extends Exception {

    private static final long serialVersionUID = 1L;

    private UnusableException(String message) {
      super(message);
    }
  }

  /**
   * The files of a directory, in the order of their names.
   *
   * @throws IOException when it can't be read
   */
  static List<Path> in(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  /**
   * Reads a file and adds its routes to a started context, without starting them.
   *
   * @throws UnusableException when it can't be used; a part of its routes may have been added
   */
  static RouteFile add(CamelContext camel, Path path) throws UnusableException {
    var file = new RouteFile(path);
    try {
      file.read(camel);
      file.name(camel);
      for (var builder : file.builders) {
        if (builder instanceof RouteConfigurationsBuilder configurations) {
          configurations.addRouteConfigurationsToCamelContext(camel);
        }
        camel.addRoutes(builder);
      }
    } catch (FailedToCreateRouteException e) {
      throw file.unusable(file.line(e.getRouteId()), root(e));
    } catch (UnusableException e) {
      throw e;
    } catch (Exception e) {
      throw marked(e)
          .map(m -> file.unusable(line(m), String.valueOf(m.getProblem())))
          .orElseGet(() -> file.unusable(0, root(e)));
    }
    return file;
  }

  private void read(CamelContext camel) throws Exception {
    var text = Files.readAllBytes(path);
    var resource = ResourceHelper.fromBytes(path.toString(), text);
    for (var builder : PluginHelper.getRoutesLoader(camel).findRoutesBuilders(resource)) {
      if (builder instanceof RouteBuilder routes) {
        routes.configureRoutes(camel);
        builders.add(routes);
      }
    }
    if (routes().isEmpty()) {
      throw unusable(1, "defines no route; write a list whose elements begin with \"- route:\"");
    }
  }

  /** Gives each route a name of its own; a route of the same name would replace another. */
  private void name(CamelContext camel) throws UnusableException {
    var names = new HashSet<String>();
    for (var route : routes()) {
      if (route.getRouteId() == null) {
        route.routeId("%s-%d".formatted(name(), names.size() + 1));
      }
      var id = route.getRouteId();
      if (camel.getRoute(id) != null || !names.add(id)) {
        throw unusable(
            line(route), "there is another route with the id \"%s\"; choose another".formatted(id));
      }
      if (!NOT_STARTED.equals(route.getAutoStartup())) {
        route.setAutoStartup(NOT_STARTED);
        toStart.add(route);
      }
    }
  }

  private List<RouteDefinition> routes() {
    return builders.stream().flatMap(b -> b.getRouteCollection().getRoutes().stream()).toList();
  }

  /** The routes that are to be started, each by itself, so that one that can't be is known. */
  List<RouteDefinition> toStart() {
    return List.copyOf(toStart);
  }

  private String name() {
    var name = String.valueOf(path.getFileName());
    return name.substring(0, name.length() - ENDING.length());
  }

  /** The place of a route: the file and the line. */
  String place(RouteDefinition route) {
    return place(line(route));
  }

  private String place(int line) {
    return line < 1 ? path.toString() : path + ":" + line;
  }

  private UnusableException unusable(int line, String what) {
    return new UnusableException(place(line) + ": " + what);
  }

  private int line(@Nullable String id) {
    return routes().stream()
        .filter(route -> route.getRouteId().equals(id))
        .mapToInt(RouteFile::line)
        .findFirst()
        .orElse(0);
  }

  private static int line(RouteDefinition route) {
    return route.getLineNumber() > 0 ? route.getLineNumber() : route.getInput().getLineNumber();
  }

  private static int line(MarkedYamlEngineException fault) {
    return fault.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
  }

  private static Stream<Throwable> causes(Throwable fault) {
    return Stream.iterate(fault, Objects::nonNull, Throwable::getCause);
  }

  /** The innermost fault with a place in the file: the outer ones are of what surrounds it. */
  private static Optional<MarkedYamlEngineException> marked(Throwable fault) {
    return causes(fault)
        .filter(MarkedYamlEngineException.class::isInstance)
        .map(MarkedYamlEngineException.class::cast)
        .reduce((_, inner) -> inner);
  }

  /** What is at the bottom of a fault, in one line. */
  static String root(Throwable fault) {
    var root = causes(fault).reduce(fault, (_, inner) -> inner);
    var message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
  }
}
