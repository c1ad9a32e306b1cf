/**
 * What every page of the console stands on: requests, who makes them, what they may, what they are
 * answered, words and static files.
 *
 * <p>Knows no page, no adapter and no socket. Of HTTP only {@link
 * org.samling.console.web.ConsoleRoutes} knows more than names and values.
 */
@NullMarked
package org.samling.console.web;

import org.jspecify.annotations.NullMarked;
