"""The administrator's pages about programs and their tokens. The door itself stands in `urls.v1`, which is loaded when it is used."""

from django.urls import path

from comitas.api.views import machines

app_name = "api"
urlpatterns = [
    path("", machines.machines, name="machines"),
    path("new/", machines.create, name="new-machine"),
    path("<uuid:machine>/", machines.machine, name="machine"),
    path("<uuid:machine>/tokens/<uuid:token>/", machines.change, name="change-token"),
]
