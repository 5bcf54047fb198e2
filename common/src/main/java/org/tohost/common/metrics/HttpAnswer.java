package org.tohost.common.metrics;

/// What the admin server answers.
record HttpAnswer(int status, String type, String body) {
    /// {@return an answer in JSON; the body gets its line end}
    static HttpAnswer json(int status, String body) {
        return new HttpAnswer(status, "application/json", body + "\n");
    }

    /// {@return an answer for people; the body has its line ends}
    static HttpAnswer text(int status, String body) {
        return new HttpAnswer(status, "text/plain; charset=utf-8", body);
    }
}
