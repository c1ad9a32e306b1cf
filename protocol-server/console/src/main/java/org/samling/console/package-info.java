/**
 * The console: pages for the people who run the library, made on the server, below {@code
 * /console}.
 *
 * <p>To add a page: a section in a package of its own that implements {@link
 * org.samling.console.web.Section}, with the {@link org.samling.core.staff.Permission} that each
 * endpoint needs and the roles that have it in {@link org.samling.core.staff.StaffRole}; its
 * templates in {@code src/main/jte/SECTION}, each with {@code @param View v} and its model as
 * {@code m}; its words in {@code words/SECTION_en.properties} and {@code _da}, with {@code
 * nav.SECTION}; and a line in the server's {@code Sections}. What it needs of the core comes by
 * ports, what it needs of the server by an interface that it declares itself. Whatever it changes
 * it notes by {@link org.samling.console.web.Visit#note}.
 *
 * <p>Knows the core, and no adapter, no codec of a wire and no socket.
 */
@NullMarked
package org.samling.console;

import org.jspecify.annotations.NullMarked;
