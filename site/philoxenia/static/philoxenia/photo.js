// Makes a chosen photo smaller before it is sent: it arrives sooner, and what the camera
// wrote into it stays on the phone. Who is faster waits for it a moment. Where any of this
// is missing, the form works as it is.
(function () {
  "use strict";
  var LONGEST = 2000; // pixels
  var QUALITY = 0.85;
  var PATIENCE = 10000; // milliseconds after which the photo goes as it is
  var field = document.querySelector('input[type="file"][name="photo"]');
  var status = document.querySelector("[data-smaller]");
  var turn = 0;
  var drawing = false;
  var pressed = null; // the button that waits for the smaller photo

  if (!field || !window.createImageBitmap || !window.DataTransfer || !window.File) {
    return;
  }

  function drawn(bitmap) {
    var scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    var canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    var pen = canvas.getContext("2d");
    pen.fillStyle = "#fff"; // JPEG knows nothing transparent
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  function replace(blob) {
    var list = new DataTransfer();
    list.items.add(new File([blob], "photo.jpg", { type: "image/jpeg" }));
    field.files = list.files;
    if (status && field.files.length) {
      status.textContent = status.getAttribute("data-smaller");
    }
  }

  function finish(mine) {
    // Another one may have been chosen meanwhile.
    if (mine !== turn || !drawing) {
      return;
    }
    drawing = false;
    if (pressed) {
      var button = pressed;
      pressed = null;
      turn += 1; // what is drawn later comes too late
      field.form.requestSubmit(button);
    }
  }

  field.form.addEventListener("submit", function (event) {
    if (drawing && event.submitter && field.form.requestSubmit) {
      event.preventDefault();
      pressed = event.submitter;
    }
  });

  field.addEventListener("change", function () {
    var mine = ++turn;
    drawing = true;
    if (status) {
      status.textContent = "";
    }
    if (!field.files.length) {
      finish(mine);
      return;
    }
    setTimeout(finish, PATIENCE, mine);
    createImageBitmap(field.files[0], { imageOrientation: "from-image" })
      .then(function (bitmap) {
        drawn(bitmap).toBlob(
          function (blob) {
            if (blob && mine === turn) {
              replace(blob);
            }
            finish(mine);
          },
          "image/jpeg",
          QUALITY
        );
      })
      .catch(function () {
        finish(mine); // a format that this browser can't draw goes as it is
      });
  });
})();
