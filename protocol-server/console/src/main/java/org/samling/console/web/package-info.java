/**
 * The foundations of all console pages: requests, access control, replies, texts and static files.
 *
 * <p>Does not depend on any page, adapter or socket. Only {@link
 * org.samling.console.web.ConsoleRoutes} uses more of HTTP than names and values.
 */
@NullMarked
package org.samling.console.web;

import org.jspecify.annotations.NullMarked;
