package org.samling.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samling.console.web.Endpoint;
import org.samling.core.staff.StaffRole;
import org.samling.server.TestServer;

/** Each role at each endpoint: let in where the table of roles says so, and nowhere else. */
class RolesTest {

  @Test
  void everyRoleComesWhereItMayAndNowhereElse() {
    try (var server = new TestServer()) {
      for (var role : StaffRole.values()) {
        TestStaff.add(server.library, role.text(), role);
        try (var visitor = ConsoleVisitor.of(server, role.text())) {
          for (var endpoint : server.listeners.consoleEndpoints()) {
            if (endpoint.path().endsWith("/events")) {
              continue; // never ends; the gate in front of it is the same
            }
            var path = "/console/t/north" + endpoint.path().replaceAll(":\\w+", "nobody");
            var reply =
                endpoint.method() == Endpoint.Method.GET
                    ? visitor.get(path)
                    : visitor.post(path, Map.of());
            var allowed = role.may(endpoint.needs());
            assertThat(reply.statusCode() == 403)
                .as("%s %s %s", role, endpoint.method(), path)
                .isEqualTo(!allowed);
            assertThat(reply.statusCode()).as(path).isLessThan(500);
            if (allowed && endpoint.method() == Endpoint.Method.POST) {
              assertThat(visitor.postWith("", path, Map.of()).statusCode())
                  .as("%s without its token", path)
                  .isEqualTo(403);
            }
          }
        }
      }
    }
  }
}
