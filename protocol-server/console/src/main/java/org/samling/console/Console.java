package org.samling.console;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.console.web.BodySource;
import org.samling.console.web.ConsoleRoutes;
import org.samling.console.web.Endpoint;
import org.samling.console.web.FrontPage;
import org.samling.console.web.IdentityProvider;
import org.samling.console.web.RequestScopes;
import org.samling.console.web.Section;
import org.samling.core.organisation.Tenants;
import org.samling.core.staff.Staff;

/** The console with its sections. */
public final class Console implements AutoCloseable {

  private final List<Section> sections;
  private final ConsoleRoutes routes;

  /**
   * Makes the console.
   *
   * @param staff knows who may sign in
   * @param tenants knows the tenants
   * @param front makes the page at the root of the server
   * @param identityProvider signs staff in, or null where only passwords do
   * @param sections its sections, in the order of the navigation; they are closed with it
   * @param scopes says for what request something is done
   */
  public Console(
      Staff staff,
      Tenants tenants,
      Supplier<FrontPage> front,
      @Nullable IdentityProvider identityProvider,
      List<Section> sections,
      RequestScopes scopes) {
    this.sections = List.copyOf(sections);
    this.routes = new ConsoleRoutes(staff, tenants, front, identityProvider, sections, scopes);
  }

  /**
   * Adds its paths, all of them below {@code /console}.
   *
   * @param bodies lets files be read while they arrive
   */
  public void addTo(Router router, BodySource bodies) {
    routes.addTo(router, bodies);
  }

  /** Everything that can be asked for of a tenant, with what it needs. */
  public List<Endpoint> endpoints() {
    return routes.endpoints();
  }

  @Override
  public void close() {
    sections.forEach(Section::close);
  }
}
