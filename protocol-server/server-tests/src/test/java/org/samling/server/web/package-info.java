/** What is served over HTTP, asked by a real client. */
@NullMarked
package org.samling.server.web;

import org.jspecify.annotations.NullMarked;
