/** What is served over HTTP: health, metrics, and the front page that says what runs where. */
@NullMarked
package org.samling.server.web;

import org.jspecify.annotations.NullMarked;
