package org.samling.exchange.routes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.RouteSettings;
import org.samling.library.yaml.YamlException;
import org.samling.routes.CamelContexts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operators' own routes, beside Samling's in its Camel context (docs/routes.md). */
public final class OperatorRoutes implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorRoutes.class);

  /** How long a route may finish what it is doing when the server stops. */
  private static final int SECONDS_TO_STOP = 5;

  private final CamelContext camel;
  private final List<String> running = new ArrayList<>();

  private OperatorRoutes(CamelContext camel) {
    this.camel = camel;
  }

  /**
   * Loads and starts the routes. One that can't be started, for instance because something outside
   * of the server is not there, is logged, and the others run without it.
   *
   * @param camel a started context, which has all other routes already
   * @param settings where the files are, or null for no routes
   * @throws YamlException when a file can't be used
   */
  public static OperatorRoutes start(CamelContext camel, @Nullable RouteSettings settings) {
    var routes = new OperatorRoutes(camel);
    if (settings == null) {
      return routes;
    }
    var problems = new ArrayList<String>();
    var files = add(camel, settings, problems);
    if (!problems.isEmpty()) {
      throw new YamlException(problems);
    }
    files.forEach(file -> file.toStart().forEach(route -> routes.start(file, route)));
    return routes;
  }

  /**
   * What is wrong with the files, each problem with its file and line. They are read as {@link
   * #start} reads them, and nothing is started. Only Samling's own routes are not known here, whose
   * ids can't be used.
   */
  public static List<String> problems(RouteSettings settings) {
    var problems = new ArrayList<String>();
    var camel = CamelContexts.start();
    try {
      add(camel, settings, problems);
    } finally {
      camel.stop();
    }
    return problems;
  }

  private static List<RouteFile> add(
      CamelContext camel, RouteSettings settings, List<String> problems) {
    prepare(camel, settings);
    var added = new ArrayList<RouteFile>();
    try {
      for (var file : RouteFile.in(settings.directory())) {
        try {
          added.add(RouteFile.add(camel, file));
        } catch (RouteFile.UnusableException e) {
          problems.add(e.getMessage());
        }
      }
    } catch (IOException e) {
      problems.add(
          "the directory of routes, %s, can't be read; create it, or remove \"routes\" (%s)"
              .formatted(settings.directory(), e.getClass().getSimpleName()));
    }
    return added;
  }

  private static void prepare(CamelContext camel, RouteSettings settings) {
    var values = new Properties();
    settings.values().forEach((name, value) -> values.setProperty(name, value.value()));
    camel.getPropertiesComponent().setInitialProperties(values);
    SamlingComponent.addTo(camel);
  }

  private void start(RouteFile file, RouteDefinition route) {
    var id = route.getRouteId();
    try {
      camel.getRouteController().startRoute(id);
    } catch (Exception e) {
      LOG.error(
          "{}: the route {} can't be started, and the server runs without it: {}. Correct the file"
              + " or what it needs, and restart the server.",
          file.place(route),
          id,
          RouteFile.root(e));
      return;
    }
    running.add(id);
    LOG.info("{}: the route {} is running", file.place(route), id);
  }

  @Override
  public void close() {
    for (var route : running) {
      try {
        camel.getRouteController().stopRoute(route, SECONDS_TO_STOP, TimeUnit.SECONDS);
      } catch (Exception e) {
        LOG.warn("the route {} did not stop: {}", route, e.toString());
      }
    }
  }
}
